using System.Collections;
using System.Globalization;

namespace Reproduction;

/// <summary>The baselines that a run may approve.</summary>
internal enum UpdateMode
{
    /// <summary>None: differences and missing baselines are red.</summary>
    None,

    /// <summary>Missing ones only.</summary>
    New,

    /// <summary>Missing and changed ones.</summary>
    All,
}

/// <summary>The device that the user asks for; "auto" leaves the choice to the fixture.</summary>
internal enum DeviceChoice
{
    Auto,
    Cpu,
    Cuda,
}

/// <summary>
/// The user's settings: environment variables that start with REPRODUCTION_. Anything but a documented name and value is an
/// error: a run must never approve baselines, or leave out seeds, because of a typo. A variable that is set to nothing counts as
/// not set.
/// </summary>
internal sealed record Settings
{
    /// <summary>REPRODUCTION_UPDATE = none | new | all.</summary>
    public UpdateMode Update { get; init; }

    /// <summary>REPRODUCTION_SEEDS: number of seeds, in place of a claim's looks.</summary>
    public int? Seeds { get; init; }

    /// <summary>REPRODUCTION_FIRST_SEED: the first seed index, 0 where it is not set; others are seeds that no plan was made
    /// with, and only verdicts are compared.</summary>
    public int FirstSeed { get; init; }

    /// <summary>REPRODUCTION_NIGHTLY = no | yes: whether the tests that train for hours on the CPU may run.</summary>
    public bool Nightly { get; init; }

    /// <summary>REPRODUCTION_REHEARSAL: every claim of the full budget to its end in few steps;
    /// nothing is compared or approved.</summary>
    public bool Rehearsal => RehearsalSteps is not null;

    /// <summary>REPRODUCTION_REHEARSAL = no | yes | a number:
    /// steps of a rehearsed run, null where nothing is rehearsed.</summary>
    public int? RehearsalSteps { get; init; }

    /// <summary>REPRODUCTION_THREADS; null leaves the choice to the trainer.</summary>
    public int? Threads { get; init; }

    /// <summary>REPRODUCTION_ARTIFACTS: full path of the folder for reports and plots.</summary>
    public required string Artifacts { get; init; }

    /// <summary>REPRODUCTION_DEVICE = auto | cpu | cuda.</summary>
    public DeviceChoice Device { get; init; }

    /// <summary>REPRODUCTION_REASON: why a baseline is approved; goes into its log.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether this runs in CI, by the variables that the services set: nothing is approved there.</summary>
    public bool Ci { get; init; }

    private static readonly Lazy<Settings> Once =
        new(() => Read(EnvironmentVariables(), Checkout.Root, ignoreCase: OperatingSystem.IsWindows()));

    /// <summary>This process's settings, read at first use.</summary>
    /// <exception cref="SettingsException">A name or a value is not a documented one.</exception>
    public static Settings Current => Once.Value;

    /// <summary>Reads and validates.
    /// A relative artifacts folder is meant from the repository root, since a test's working folder is bin.</summary>
    /// <param name="variables">All environment variables; others than REPRODUCTION_ are passed over.</param>
    /// <param name="root">The repository root.</param>
    /// <param name="ignoreCase">Names are compared without case, as Windows does.</param>
    public static Settings Read(IReadOnlyDictionary<string, string> variables, string root, bool ignoreCase = false)
    {
        var comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var set = new Dictionary<string, string>(comparer);
        foreach (var (name, value) in variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith("REPRODUCTION_", StringComparison.OrdinalIgnoreCase))
                continue;
            if (comparer.Equals(name, OfTheBench))
                continue;
            if (!Names.Contains(name, comparer))
                throw new SettingsException($"{name} is no setting of this suite. There are: {string.Join(", ", Names)}.");
            if (value.Length > 0)
                set[name] = value;
        }

        var settings = new Settings
        {
            Update = Choice(set, "REPRODUCTION_UPDATE", ("none", UpdateMode.None), ("new", UpdateMode.New),
                ("all", UpdateMode.All)),
            Seeds = Count(set, "REPRODUCTION_SEEDS"),
            FirstSeed = Count(set, "REPRODUCTION_FIRST_SEED", LargestFirstSeed) ?? 0,
            Nightly = YesOrNo(set, "REPRODUCTION_NIGHTLY"),
            RehearsalSteps = set.GetValueOrDefault("REPRODUCTION_REHEARSAL", "").All(char.IsAsciiLetter)
                ? YesOrNo(set, "REPRODUCTION_REHEARSAL") ? FewSteps : null
                : Count(set, "REPRODUCTION_REHEARSAL"),
            Threads = Count(set, "REPRODUCTION_THREADS"),
            Artifacts = Folder(set, "REPRODUCTION_ARTIFACTS", root),
            Device = Choice(set, "REPRODUCTION_DEVICE", ("auto", DeviceChoice.Auto), ("cpu", DeviceChoice.Cpu),
                ("cuda", DeviceChoice.Cuda)),
            Reason = set.GetValueOrDefault("REPRODUCTION_REASON", ""),
            Ci = CiVariables.Any(name => variables.GetValueOrDefault(name, "").ToLowerInvariant() is not ("" or "0" or "false")),
        };

        if (settings.Update != UpdateMode.None && settings.Ci)
            throw new SettingsException("REPRODUCTION_UPDATE approves nothing in CI, where nobody reviews: accept the received "
                + "files on your machine and commit them. Unset it.");
        if (settings.Update != UpdateMode.None && string.IsNullOrWhiteSpace(settings.Reason))
            throw new SettingsException("REPRODUCTION_UPDATE needs a reason, which goes into each baseline's log: set "
                + "REPRODUCTION_REASON to one sentence.");
        // An approved baseline holds the seeds that its claim registered, not a number that somebody chose for one run.
        if (settings.Seeds is not null && settings.Update != UpdateMode.None)
            throw new SettingsException("REPRODUCTION_SEEDS and REPRODUCTION_UPDATE exclude each other: a baseline is approved "
                + "with the claim's own seeds. Unset one of them.");
        if (settings.Update != UpdateMode.None && (settings.Rehearsal || settings.FirstSeed != 0))
            throw new SettingsException("REPRODUCTION_UPDATE approves the claims as they are planned: unset "
                + "REPRODUCTION_REHEARSAL and REPRODUCTION_FIRST_SEED.");
        return settings;
    }

    private const int FewSteps = 24;

    // Every seed behind it is a number, too.
    private const int LargestFirstSeed = 1_000_000_000;

    private static bool YesOrNo(Dictionary<string, string> set, string name) => Choice(set, name, ("no", false), ("yes", true));

    // Read by bench/ alone; a shell that exports it may run the tests, too.
    private const string OfTheBench = "REPRODUCTION_BENCH_PYTHON";

    private static readonly string[] CiVariables =
        ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "APPVEYOR", "TRAVIS"];

    private static readonly string[] Names =
        ["REPRODUCTION_UPDATE", "REPRODUCTION_SEEDS", "REPRODUCTION_FIRST_SEED", "REPRODUCTION_NIGHTLY", "REPRODUCTION_REHEARSAL",
            "REPRODUCTION_THREADS", "REPRODUCTION_ARTIFACTS", "REPRODUCTION_DEVICE", "REPRODUCTION_REASON"];

    private static T Choice<T>(Dictionary<string, string> set, string name, params (string Text, T Value)[] choices)
    {
        if (!set.TryGetValue(name, out var text))
            return choices[0].Value;
        foreach (var choice in choices)
            if (choice.Text == text)
                return choice.Value;
        throw new SettingsException($"{name}={text} is not understood. Values: {string.Join(", ", choices.Select(c => c.Text))} "
            + $"(lower case; not set means {choices[0].Text}).");
    }

    private static int? Count(Dictionary<string, string> set, string name, int most = int.MaxValue)
    {
        if (!set.TryGetValue(name, out var text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= most)
            return count;
        throw new SettingsException($"{name}={text} is not understood. Values: a whole number from 1 to {most}, digits only.");
    }

    private static string Folder(Dictionary<string, string> set, string name, string root)
    {
        var text = set.GetValueOrDefault(name, "Reproduction.Artifacts");
        string path;
        try
        {
            path = Path.GetFullPath(text, Path.GetFullPath(root));
        }
        catch (ArgumentException e)
        {
            throw new SettingsException($"{name}={text} is not a path: {e.Message}");
        }
        if (File.Exists(path))
            throw new SettingsException($"{name}={text} is a file. Values: a folder, which is created where it is missing.");
        return path;
    }

    private static Dictionary<string, string> EnvironmentVariables()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            all[(string)entry.Key] = (string?)entry.Value ?? "";
        return all;
    }
}

/// <summary>A setting from outside that this suite does not know.</summary>
internal sealed class SettingsException(string message) : Exception(message)
{
    // Not thrown by a fault of the code.
    public override string StackTrace => "";
}
