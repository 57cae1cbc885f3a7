using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Baselines;

namespace WeightPred.Tool.Commands;

/// <summary>For commands on baselines.</summary>
internal class BaselineOptions : CommandSettings
{
    [CommandOption("--baselines <FOLDER>")]
    [Description("The folder of the baselines, from the repository's root.")]
    [DefaultValue(BaselineFile.UsualFolder)]
    public string Baselines { get; init; } = BaselineFile.UsualFolder;

    /// <summary>Full path.</summary>
    /// <exception cref="ToolException">It is not there.</exception>
    public string In(Place place) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Baselines, place.Root)) is var folder && (Directory.Exists(folder) || Baselines == BaselineFile.UsualFolder) ? folder : throw new ToolException($"There is no folder {place.Shown(folder)}: --baselines names one, from the repository's root.");

    /// <summary>The artifacts of the claims whose baselines these are: those of samples/NAME/baselines lie in samples/NAME of the artifacts.</summary>
    public string Artifacts(Place place) => Path.GetRelativePath(place.Root, Path.GetDirectoryName(In(place))!) is var owner && owner != "." && !owner.StartsWith("..", StringComparison.Ordinal) ? Path.Combine(place.Artifacts, owner) : place.Artifacts;

    /// <summary>As it has to be said again behind another command.</summary>
    public string Named => BaselineFile.Named(Path.TrimEndingDirectorySeparator(Baselines));

    /// <summary>Whether it is called so: by its name, or by its claim's id in any case.</summary>
    public static bool IsOf(Pending pending, string nameOrClaim) => pending.Name == nameOrClaim || string.Equals(pending.New?.Claim, nameOrClaim, StringComparison.OrdinalIgnoreCase);
}

/// <summary>For commands on one of those that wait.</summary>
internal class OneOptions : BaselineOptions
{
    [CommandArgument(0, "<CLAIM>")]
    [Description("A claim's id (P1.1), or a baseline's name.")]
    public string Claim { get; init; } = "";

    [CommandOption("--tier <TIER>")]
    [Description("quick or full, where both wait.")]
    public string? Tier { get; init; }

    [CommandOption("--device <CLASS>")]
    [Description("The device class (exacttorch, torchsharp-cuda), where several wait.")]
    public string? Device { get; init; }

    public override ValidationResult Validate() =>
        Tier is null or "quick" or "full" ? ValidationResult.Success() : ValidationResult.Error($"--tier is quick or full, not \"{Tier}\".");

    /// <summary>The one that is meant.</summary>
    /// <exception cref="ApprovalException">None, or several.</exception>
    public Pending Find(Approvals approvals)
    {
        if (Tier is null && Device is null)
            return approvals.Find(Claim);
        var found = approvals.Pending().Where(p => IsOf(p, Claim) && p.New is { } now && (Tier ?? Words.Of(now.Tier)) == Words.Of(now.Tier) && (Device ?? now.Device.Class) == now.Device.Class).ToList();
        return found.Count == 1 ? found[0]
            : found.Count > 1 ? throw new ApprovalException($"Several wait: name one of {string.Join(", ", found.Select(p => p.Name))}.")
            : throw new ApprovalException($"Nothing waits under \"{Claim}\"{(Tier is null ? "" : $" at the {Tier} tier")}{(Device is null ? "" : $" of {Device}")}: `pending` lists what waits.");
    }
}

/// <summary>For commands that read plans.</summary>
internal class PlanOptions : CommandSettings
{
    [CommandOption("--claims <DLL>")]
    [Description("The built assembly of claims; the newest of tests/Claims where none is named.")]
    public string? Claims { get; init; }
}
