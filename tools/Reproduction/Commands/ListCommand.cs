using Spectre.Console;
using Spectre.Console.Cli;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;

namespace Reproduction.Tool.Commands;

internal sealed class ListCommand(IAnsiConsole console, Place place) : Command<PlanOptions>
{
    public override int Execute(CommandContext context, PlanOptions options, CancellationToken cancellation)
    {
        var claims = ClaimsAssembly.Load(options.Claims, place);
        var folder = claims.Baselines;
        var files = BaselineFile.All(folder, damaged => place.Error.WriteLine(damaged.Message));
        Baseline[] approved = [.. files.Select(file => file.Baseline)];
        var results = new ResultFolder(claims.Artifacts).ReadAll().Results;
        console.Table(["Claim", "What it says", "Kind", "Quick", "Full"], claims.Plans.Select(p => p.Quick.Claim).Select(Row));
        return 0;

        IReadOnlyList<string> Row(Statement claim) =>
            [claim.Id, claim.Sentence, $"{claim.Kind}", Cell(claim.Id, isQuick: true), Cell(claim.Id, isQuick: false)];

        // The exact engine's word, and the standing of this machine's newest result.
        string Cell(string claim, bool isQuick)
        {
            var baseline = approved.Where(b => b.Claim == claim && b.Tier == Tier.Quick == isQuick).MaxBy(b => b.Device.Exact);
            var newest = results.Where(r => r.Claim.Id == claim && r.Tier == Tier.Quick == isQuick).MaxBy(r => r.Origin.Started);
            var word = baseline?.Word ?? "not approved";
            return newest is null ? word : $"{word}; here: {BaselineComparer.Anew(newest, folder).Kind.Word()}";
        }
    }
}
