using System.ComponentModel;
using Spectre.Console.Cli;
using Spectre.Console;
using Reproduction.Baselines;
using Reproduction.Claims;
using Reproduction.Files;
using Reproduction.Reports;
using Reproduction.Results;
using Reproduction;

namespace Reproduction.Tool.Commands;

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
        var (quick, full) =
            plans.FirstOrDefault(p => string.Equals(p.Quick.Claim.Id, options.Claim, StringComparison.OrdinalIgnoreCase));
        if (quick is null)
            throw new ToolException(
                $"There is no claim \"{options.Claim}\". There are: {string.Join(", ", plans.Select(p => p.Quick.Claim.Id))}.");
        console.Line(Explanation.Of(quick, full));
        var folder = claims.Baselines;
        foreach (var (file, baseline) in BaselineFile.Of(folder, quick.Claim.Id,
            damaged => console.Line(damaged.Message.ReplaceLineEndings(" "))))
        {
            console.Line($"{place.Shown(file)}: {baseline.Summary}");
            foreach (var entry in baseline.Approvals)
                console.Line(entry.Line);
        }
        return 0;
    }
}

internal sealed class ScorecardCommand(IAnsiConsole console, Place at) : RunCommand<RunOptions>(at)
{
    protected override int On<T>(ClaimsAssembly claims, IReadOnlyList<Plan> trained, RunOptions options,
        CancellationToken cancellation)
    {
        var approved = BaselineFile.ReadAll(claims.Baselines);
        Plan[] plans = [.. claims.Plans.Select(p => p.Full)];
        var sentences = claims.ReportOptions.Sentences;
        string first = Path.Combine(claims.Home, "README.md"), page = Path.Combine(claims.Home, AnswerPage.File);
        WholeFile.Write(first, ScorecardTable.Put(File.ReadAllText(first), ScorecardTable.Render(plans, approved, sentences)));
        WholeFile.Write(page, AnswerPage.Render(
            claims.Title, plans, approved, sentences, new PublishedRuns<T>(claims.Runs(exact: true)).ToShow(),
            new PublishedRuns<T>(claims.Runs(exact: false)).ToShowByNumerics()));
        console.Line($"Written: {Place.Shown(first)}, {Place.Shown(page)}.");
        return 0;
    }
}
