using Spectre.Console.Cli.Testing;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;
using Reproduction.Tool;

namespace WeightPred.ToolTests;

/// <summary>A folder of baselines and one of artifacts, and the command line on them.</summary>
public abstract class Bench : IDisposable
{
    private readonly StringWriter _error = new() { NewLine = "\n" };

    /// <summary>Claims on something that is no recipe.</summary>
    protected static readonly string Sample = Path.Combine(
        Checkout.Root, "samples", "NoisyRegression",
        AppContext.BaseDirectory[AppContext.BaseDirectory.LastIndexOf("bin", StringComparison.Ordinal)..],
        "NoisyRegression.dll");

    protected string Root { get; } = Directory.CreateTempSubdirectory("weight pred µ").FullName;

    protected string Baselines => Path.Combine(Root, "baselines");

    protected string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The output of the last command on stderr.</summary>
    protected string Error { get; private set; } = "";

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Runs a command, outside of CI where nothing else is said.</summary>
    protected CommandAppResult Run(bool ci, params string[] args) => Run(ci, isCheckout: true, args);

    protected CommandAppResult RunOutside(params string[] args) => Run(ci: false, isCheckout: false, args);

    private CommandAppResult Run(bool ci, bool isCheckout, string[] args)
    {
        _error.GetStringBuilder().Clear();
        var app = new CommandAppTester();
        app.Console.Profile.Width = 140;
        app.Configure(config =>
            CommandLine.Configure(config, new Place(Root, Artifacts, ci, TextWriter.Synchronized(_error), isCheckout)));
        var result = app.Run(args);
        Error = _error.ToString();
        return result;
    }

    protected CommandAppResult Run(params string[] args) => Run(ci: false, args);

    /// <summary>Exit code 2, one line, and no file touched.</summary>
    protected void Refused(string sentence, params string[] args) => Refused(sentence, ci: false, args);

    protected void Refused(string sentence, bool ci, params string[] args)
    {
        var before = Files();
        Assert.Equal(2, Run(ci, args).ExitCode);
        Assert.Contains(sentence, Error);
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n'));
        Assert.Equal(before, Files());
    }

    protected Dictionary<string, string> Files() => Directory.GetFiles(Root, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText);

    /// <summary>As a test run leaves it: compared, or approved where a reason is given.</summary>
    private protected void Decide(Result result, string reason = "")
    {
        var standing = new BaselineComparer(reason)
            .Compare(result, Baselines, reason.Length > 0 ? UpdateMode.All : UpdateMode.None);
        new ResultFolder(Artifacts).Write(result with { Standing = standing });
    }
}
