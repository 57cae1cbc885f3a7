using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using Reproduction;
using Reproduction.Files;
using Reproduction.Reports;
using Reproduction.Results;

namespace Reproduction.Tool.Commands;

internal sealed class TrendOptions : PlanOptions
{
    [CommandArgument(0, "<ARTIFACTS>")]
    [Description("The artifacts folder whose results are added.")]
    public string Artifacts { get; init; } = "";

    [CommandArgument(1, "<CSV>")]
    [Description("The nights so far; made where it is missing. The page is written beside it.")]
    public string Csv { get; init; } = "";
}

internal sealed class TrendCommand(IAnsiConsole console, Place place) : Command<TrendOptions>
{
    public override int Execute(CommandContext context, TrendOptions options, CancellationToken cancellation)
    {
        var about = ClaimsAssembly.Load(options.Claims, place).ReportOptions;
        var report = Report.Of(ReportWriter.Judged(options.Artifacts, about), about.Registry, about.Title);
        var page = Path.ChangeExtension(options.Csv, ".html");
        string csv;
        try
        {
            csv = Trend.Add(File.Exists(options.Csv) ? WholeFile.ReadText(options.Csv) : "", report);
        }
        catch (InvalidDataException e)
        {
            throw new ToolException(
                $"{place.Shown(options.Csv)} cannot be used: {e.Message}. Restore it, or begin anew without it.");
        }
        WholeFile.Write(options.Csv, csv);
        WholeFile.Write(page, Trend.Page(csv, report));
        console.Line($"{Words.Count(report.Entries.Count, "result")} added: {place.Shown(options.Csv)}, {place.Shown(page)}");
        return 0;
    }
}
