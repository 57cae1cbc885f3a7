using System.Reflection;
using Spectre.Console;
using Spectre.Console.Cli;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Claims;
using Reproduction.Tool.Commands;
using Reproduction.Recipes;
using Reproduction.Recipes.Devices;

namespace Reproduction.Tool;

/// <summary>An error of whoever called, in one sentence that says what to do.</summary>
public sealed class ToolException(string message) : Exception(message);

/// <summary>Folders and streams of the command line.</summary>
/// <param name="Root">The repository; other paths are shown from here.</param>
/// <param name="Artifacts">The artifacts folder.</param>
/// <param name="Ci">Whether this runs in CI.</param>
/// <param name="Error">Where an error's one line goes.</param>
/// <param name="IsCheckout">Whether the root is a checkout; else it is the working folder.</param>
public sealed record Place(string Root, string Artifacts, bool Ci, TextWriter Error, bool IsCheckout = true)
{
    /// <summary>Reads them from the environment.</summary>
    /// <exception cref="SettingsException">It says what this suite does not know.</exception>
    public static Place Here() =>
        new(Checkout.Root, Settings.Current.Artifacts, Settings.Current.Ci, Console.Error, Checkout.Above(Checkout.Root) is { });

    /// <summary>How this program is called: from its sources, or as an installed tool.</summary>
    public string Name { get; } = Checkout.Call("").TrimEnd();

    /// <summary>A path for people: from the repository's root where it lies in it.</summary>
    public string Shown(string path)
    {
        var relative = Path.GetRelativePath(Root, Path.GetFullPath(path));
        return relative.StartsWith("..", StringComparison.Ordinal)
            || Path.IsPathRooted(relative) ? Path.GetFullPath(path) : relative.Replace('\\', '/');
    }
}

/// <summary>The commands by name. Exit codes: 0 done, 1 a claim is red, 2 a refusal or an error, in one line.</summary>
public static class CommandLine
{
    /// <summary>Runs one command.</summary>
    public static int Run(string[] args)
    {
        try
        {
            var app = new CommandApp();
            app.Configure(config => Configure(config, Place.Here()));
            return app.Run(args);
        }
        catch (SettingsException e)
        {
            return Refuse(Console.Error, e);
        }
    }

    internal static void Configure(IConfigurator config, Place place)
    {
        config.Settings.Registrar.RegisterInstance(place);
        config.SetApplicationName("dotnet reproduction");
        config.UseStrictParsing();
        config.SetInterceptor(new Demands(place));
        config.SetExceptionHandler((e, _) => Refuse(place.Error, e));

        config.AddCommand<PendingCommand>("pending").WithDescription("Lists the results that wait for approval.");
        config.AddCommand<ListCommand>("list").WithDescription("Every claim: its approved verdicts, and this machine's results.");
        config.AddCommand<ReviewCommand>("review").WithDescription("Old and new, side by side.")
            .WithExample("review", "P1.1", "--html");
        config.AddCommand<AcceptCommand>("accept").WithDescription("Approves what was reviewed; trains nothing.")
            .WithExample("accept", "P1.1", "--reason", "\"the generator's bug is mended\"")
            .WithExample("accept", "--all", "--reason", "\"another numeric contract\"");
        config.AddCommand<RejectCommand>("reject").WithDescription("Deletes a received result; the approved baseline stays.");
        config.AddCommand<ReportCommand>("report").WithDescription("Renders the folder of results again.");
        config.AddCommand<MergeCommand>("merge").WithDescription("Puts the results of several runs together, and renders them.")
            .WithExample("merge", "shards", "merged");
        config.AddCommand<TrendCommand>("trend").WithDescription("Adds results to a csv of nights, and draws it as a page.")
            .WithExample("trend", "merged", "site/trend.csv");
        config.AddCommand<AuditCommand>("audit").WithDescription("Replays published runs beyond their proof, and compares every "
            + "number.").WithExample("audit", "--count", "3", "--steps", "5000");
        config.AddCommand<TrainCommand>("train").WithDescription(
            "Trains the runs of the full budget that nobody has published yet.").WithExample("train", "P2.3", "--list");
        config.AddCommand<PublishCommand>("publish")
            .WithDescription("Publishes the kept runs of the full budget, the start of each proven.");
        config.AddCommand<ExplainCommand>("explain")
            .WithDescription("Explains a claim: its sentence, its rule, its cost and its approvals.");
        config.AddCommand<ScorecardCommand>("scorecard")
            .WithDescription("Writes the scorecard in README.md, and docs/answer.md, its numbers.");
        config.AddCommand<FiguresCommand>("figures")
            .WithDescription(
                "Writes docs/figures.png: the write-up's loss curves on the published runs, and how many points lie inside.");
    }

    private static int Refuse(TextWriter error, Exception e)
    {
        // Several runs that trained side by side may fail at once.
        if (e is AggregateException { InnerExceptions: [var first, ..] })
            return Refuse(error, first);
        var expected = e is ToolException or ApprovalException or BaselineException or SettingsException or PlanException
            or DataSetException or InvalidRunException or InvalidDataException or IOException or UnauthorizedAccessException
            or CommandAppException;
        var message = e.Message.ReplaceLineEndings(" ");
        error.WriteLine(Plain.Of(e is CommandAppException
            ? message.Replace("Nullable`1", "a number", StringComparison.Ordinal)
                .Replace("Int32", "a number", StringComparison.Ordinal)
                + " See dotnet reproduction --help, or --help behind a command."
            : expected ? message : GpuTrouble.Explain(e)?.ReplaceLineEndings(" ") ?? $"A fault of reproduction: {e}"));
        return 2;
    }
}

/// <summary>
/// Refuses a command outside a checkout, and an option that got no value: Spectre gives it the default command's name.
/// </summary>
internal sealed class Demands(Place place) : ICommandInterceptor
{
    private const string None = "__default_command";

    /// <exception cref="ToolException">An option has no value, or nothing says where to look.</exception>
    public void Intercept(CommandContext context, CommandSettings settings)
    {
        if (!place.IsCheckout && settings is not (BaselineOptions { Baselines: not null } or PlanOptions { Claims: not null }))
            throw new ToolException(
                $"{place.Root} is in no checkout: change into one, or name its files (--baselines FOLDER, --claims DLL).");
        foreach (var property in settings.GetType().GetProperties())
            if (property.GetCustomAttribute<CommandOptionAttribute>() is { } option && property.GetValue(settings) is None)
                throw new ToolException($"--{option.LongNames[0]} needs a value: --{option.LongNames[0]} "
                    + $"{option.ValueName?.ToUpperInvariant()}, in quotes where it has spaces.");
    }
}
