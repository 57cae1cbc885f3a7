using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using Reproduction.Baselines;
using Reproduction.Plots;
using Reproduction.Reports.Plots;
using Reproduction.Reports;
using Reproduction.Reports.Html;
using Reproduction.Results;

namespace Reproduction.Tool.Commands;

internal sealed class ReportCommand(IAnsiConsole console, Place place) : Command<PlanOptions>
{
    public override int Execute(CommandContext context, PlanOptions options, CancellationToken cancellation) =>
        Render(console, place, options);

    /// <summary>Renders an artifacts folder, the claims' own where none is named;
    /// 0 only where something was decided and nothing is red.</summary>
    internal static int Render(IAnsiConsole console, Place place, PlanOptions options, string? folder = null)
    {
        var claims = ClaimsAssembly.TryLoad(options.Claims, place);
        var artifacts = folder ?? claims?.Artifacts ?? place.Artifacts;
        var about = claims?.ReportOptions ?? new ReportOptions
        {
            Png = chart => Painter.Draw(chart) is { Png.Length: > 0 } picture ? picture.Png : null,
            Html = (report, png) => HtmlReport.Render(report, png),
            Notes = ["No claims are built here, so results of earlier plans cannot be told from today's: build them, or name an "
                + "assembly with --claims."],
        };
        var baselines = claims?.Baselines ?? Path.Combine(place.Root, BaselineFile.UsualFolder);
        about = place.IsCheckout || Directory.Exists(baselines) ? about with { Baselines = baselines }
            : about with { Baselines = null,
                Notes = [.. about.Notes, "There are no baselines here: results stand as they did when they were decided."] };
        var report = ReportWriter.Render(artifacts, about);
        console.Profile.Out.Writer.Write(SummaryText.Render(report));
        GitHubSummary.Publish(report, console.Profile.Out.Writer);
        console.Line($"\n{SummaryText.Ending(report, place.Shown(Path.Combine(artifacts, ReportWriter.PageFile)))}");
        return report.Passed ? 0 : 1;
    }
}

internal sealed class MergeOptions : PlanOptions
{
    [CommandArgument(0, "<SHARDS>")]
    [Description("The folder that holds the shards' artifacts, at any depth.")]
    public string From { get; init; } = "";

    [CommandArgument(1, "<TO>")]
    [Description("The artifacts folder that gets them.")]
    public string To { get; init; } = "";
}

internal sealed class MergeCommand(IAnsiConsole console, Place place) : Command<MergeOptions>
{
    public override int Execute(CommandContext context, MergeOptions options, CancellationToken cancellation)
    {
        var (shards, notes) = Shards.Merge(options.From, options.To);
        var code = ReportCommand.Render(console, place, options, Path.GetFullPath(options.To));
        foreach (var note in notes)
            console.Line(note);
        console.Line($"{Reproduction.Words.Count(shards, "shard")} merged.");
        return code;
    }
}
