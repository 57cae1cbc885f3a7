using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Files;
using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Results;
using WeightPred.Training.Runs;

namespace WeightPred.Tool.Commands;

internal sealed class ExplainOptions : PlanOptions
{
    [CommandArgument(0, "<CLAIM>")]
    [Description("A claim's id: P1.1.")]
    public string Claim { get; init; } = "";
}

internal sealed class ExplainCommand(IAnsiConsole console, Place place) : Command<ExplainOptions>
{
    public override int Execute(CommandContext context, ExplainOptions options, CancellationToken cancellation)
    {
        var claims = ClaimsAssembly.Load(options.Claims, place);
        var plans = claims.Plans;
        var (quick, full) = plans.FirstOrDefault(p => string.Equals(p.Quick.Claim.Id, options.Claim, StringComparison.OrdinalIgnoreCase));
        if (quick is null)
            throw new ToolException($"There is no claim \"{options.Claim}\". There are: {string.Join(", ", plans.Select(p => p.Quick.Claim.Id))}.");
        console.Line(PlansPage.Section(quick, full, plain: true));
        var folder = Path.GetFullPath(claims.Baselines, place.Root);
        foreach (var (file, baseline) in BaselineFile.Of(folder, quick.Claim.Id, damaged => console.Line(damaged.Message.ReplaceLineEndings(" "))))
        {
            console.Line($"{place.Shown(file)}: {baseline.Summary}");
            foreach (var entry in baseline.Approvals)
                console.Line($"  {entry.Date}  {entry.Reason}{(entry.Previous.Length > 0 ? $" (before: {entry.Previous})" : "")}");
        }
        return 0;
    }
}

internal sealed class ScorecardCommand(IAnsiConsole console, Place place) : Command<PlanOptions>
{
    public override int Execute(CommandContext context, PlanOptions options, CancellationToken cancellation)
    {
        var claims = ClaimsAssembly.Load(options.Claims, place);
        var written = ScorecardPicture.Write(
            claims.Title, [.. claims.Plans.Select(p => p.Quick.Claim)], Path.GetFullPath(claims.Baselines, place.Root), Path.Combine(place.Root, claims.Home, "docs"));
        var page = Path.Combine(place.Root, claims.Home, AnswerPage.File);
        var baselines = Path.GetFullPath(claims.Baselines, place.Root);
        PublishedRuns In(string folder) => new(Path.GetFullPath(folder, place.Root));
        WholeFile.Write(page, AnswerPage.Render(
            claims.Title, [.. claims.Plans.Select(p => p.Full)], ScorecardPicture.Approved(baselines), In(PublishedRuns.Folder).ToShow(), In(PublishedRuns.Independent).ToShowByNumerics()));
        console.Line($"Written: {string.Join(", ", written.Append(page).Select(place.Shown))}.");
        return 0;
    }
}

internal sealed class PlansCommand(IAnsiConsole console, Place place) : Command<PlanOptions>
{
    public override int Execute(CommandContext context, PlanOptions options, CancellationToken cancellation)
    {
        var claims = ClaimsAssembly.Load(options.Claims, place);
        var file = Path.Combine(place.Root, claims.Home, PlansPage.File);
        WholeFile.Write(file, PlansPage.Render(claims.Title, claims.Plans));
        console.Line($"Written: {place.Shown(file)}, {Words.Count(claims.Plans.Count, "claim")}.");
        return 0;
    }
}

internal sealed class StacksCommand(IAnsiConsole console, Place place) : Command<PlanOptions>
{
    public override int Execute(CommandContext context, PlanOptions options, CancellationToken cancellation)
    {
        var claims = ClaimsAssembly.Load(options.Claims, place);
        var file = Path.Combine(place.Root, claims.Home, StacksPage.File);
        var baselines = Path.GetFullPath(claims.Baselines, place.Root);
        var outcomes = Path.Combine(baselines, VariationsPage.Source);
        WholeFile.Write(file, StacksPage.Render([.. claims.Plans.Select(p => p.Quick.Claim)], ScorecardPicture.Approved(baselines), File.Exists(outcomes) ? VariationTable.Read(outcomes) : null));
        console.Line($"Written: {place.Shown(file)}.");
        return 0;
    }
}
