using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Testing;

namespace Reproduction.Tool.Commands;

/// <summary>Options of commands on baselines.</summary>
internal class BaselineOptions : CommandSettings
{
    [CommandOption("--baselines <FOLDER>")]
    [Description("The folder of the baselines, from the repository's root: \"baselines\" there, else that of the only claims "
        + "that are built.")]
    public string? Baselines { get; init; }

    /// <summary>The options as text, to repeat behind another command.</summary>
    public string Named => BaselineFile.Named(Path.TrimEndingDirectorySeparator(Baselines ?? ""));

    /// <summary>Full path.</summary>
    /// <exception cref="ToolException">It is not there.</exception>
    public string In(Place place)
    {
        string usual = Path.Combine(place.Root, BaselineFile.UsualFolder);
        if (Baselines is null)
            return !Directory.Exists(usual) && ClaimsAssembly.Built(place) is [var (_, only)] ? only.Baselines : usual;
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Baselines, place.Root));
        return Directory.Exists(folder) || folder == usual ? folder
            : throw new ToolException(
                $"There is no folder {place.Shown(folder)}: --baselines names one, from the repository's root.");
    }

    /// <summary>The claims' artifacts: those of samples/NAME/baselines lie in samples/NAME of the artifacts.</summary>
    public string Artifacts(Place place) => Suite.ArtifactsOf(In(place), place.Root, place.Artifacts);
}

/// <summary>Options of commands on files that wait.</summary>
internal class WaitingOptions : BaselineOptions
{
    [CommandArgument(0, "[CLAIM]")]
    [Description("A claim's id (P1.1), or a baseline's name.")]
    public string? Claim { get; init; }

    [CommandOption("--tier <TIER>")]
    [Description("quick, published or full, where several wait; published and full are one baseline.")]
    public string? Tier { get; init; }

    [CommandOption("--device <CLASS>")]
    [Description("The device class (exacttorch, torchsharp-cuda), where several wait.")]
    public string? Device { get; init; }

    public override ValidationResult Validate() => Tier is null or "quick" or "published" or "full"
        ? ValidationResult.Success()
        : ValidationResult.Error($"--tier is quick, published or full, not \"{Tier}\".");

    /// <summary>All that are meant.</summary>
    /// <exception cref="ApprovalException">There is none.</exception>
    public IReadOnlyList<Pending> All(Approvals approvals) => approvals.Find(Claim, TierMeant, Device);

    /// <summary>The one that is meant.</summary>
    /// <exception cref="ApprovalException">There is none, or there are several.</exception>
    public Pending One(Approvals approvals) => Claim is { } claim
        ? approvals.FindOne(claim, TierMeant, Device)
        : throw new ToolException("Name a claim (P1.1): `pending` lists what waits.");

    private Tier? TierMeant => Tier is null ? null : Enum.Parse<Tier>(Tier, ignoreCase: true);
}

/// <summary>Options of commands that read plans.</summary>
internal class PlanOptions : CommandSettings
{
    [CommandOption("--claims <DLL>")]
    [Description("The built assembly of claims, taken as it is; the newest build of the repository's where none is named.")]
    public string? Claims { get; init; }

    /// <summary>The options as text, to repeat behind another command.</summary>
    public virtual string Named => Said("claims", Claims);

    /// <summary>An option as it is typed; "" where it was not given.</summary>
    internal static string Said(string option, string? value) =>
        value is null ? "" : $" --{option} {(value.Contains(' ', StringComparison.Ordinal) ? $"\"{value}\"" : value)}";
}
