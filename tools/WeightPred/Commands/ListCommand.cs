using Spectre.Console;
using Spectre.Console.Cli;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Results;

namespace WeightPred.Tool.Commands;

internal sealed class ListCommand(IAnsiConsole console, Place place) : Command<PlanOptions>
{
    public override int Execute(CommandContext context, PlanOptions options, CancellationToken cancellation)
    {
        var claims = ClaimsAssembly.Load(options.Claims, place);
        var folder = Path.GetFullPath(claims.Baselines, place.Root);
        var approved = BaselineFile.All(folder, damaged => place.Error.WriteLine(damaged.Message)).Select(b => b.Baseline).ToList();
        var results = new ResultFolder(Path.Combine(place.Artifacts, claims.Artifacts)).ReadAll().Results;
        console.Table(["Claim", "What it says", "Kind", "Quick", "Full"], claims.Plans.Select(p => p.Quick.Claim).Select(claim => (IReadOnlyList<string>)
        [
            claim.Id, claim.Sentence, $"{claim.Kind}",
            Cell(approved.Where(b => b.Claim == claim.Id && b.Tier == Tier.Quick), results.Where(r => r.Claim.Id == claim.Id && r.Tier == Tier.Quick), folder),
            Cell(approved.Where(b => b.Claim == claim.Id && b.Tier == Tier.Full), results.Where(r => r.Claim.Id == claim.Id && r.Tier != Tier.Quick), folder),
        ]));
        return 0;
    }

    // The exact engine's word, and how the newest result of this machine stands to its baseline.
    private static string Cell(IEnumerable<Baseline> approved, IEnumerable<Result> results, string folder)
    {
        var word = approved.OrderByDescending(b => b.Device.Exact).FirstOrDefault()?.Word ?? "not approved";
        return results.MaxBy(r => r.Origin.Started) is { } newest ? $"{word}; here: {BaselineComparer.Anew(newest, folder).Kind.Word()}" : word;
    }
}
