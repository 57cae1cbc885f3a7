using Spectre.Console;
using Spectre.Console.Cli;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Files;
using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Testing;

namespace WeightPred.Tool.Commands;

internal sealed class VariationsCommand(IAnsiConsole console, Place place) : Command<PlanOptions>
{
    public override int Execute(CommandContext context, PlanOptions options, CancellationToken cancellation)
    {
        var claims = ClaimsAssembly.Load(options.Claims, place);
        var (variations, file) = (claims.Variations, Path.Combine(place.Root, claims.Baselines, VariationsPage.Source));
        var table = VariationSuite.Kept(
            [.. claims.Plans.Select(p => p.Quick)], variations, VariationSuite.FolderOf(Path.Combine(place.Artifacts, claims.Artifacts)), File.Exists(file) ? VariationTable.Read(file) : null);
        string[] missing = [.. variations.All.Select(v => v.Name).Prepend("none").Except(table.Outcomes.Select(o => o.Name))];
        if (missing.Length > 0)
            throw new ToolException($"Not carried out yet, or of other plans: {string.Join(", ", missing)}. WEIGHTPRED_NIGHTLY=yes dotnet test tests/Claims --filter Category=Variations");
        var page = Path.Combine(place.Root, claims.Home, VariationsPage.File);
        WholeFile.Write(file, table.ToJson());
        WholeFile.Write(page, VariationsPage.Render(table, variations, [.. claims.Plans.Select(p => p.Quick.Claim)]));
        console.Line($"Written: {place.Shown(file)}, {place.Shown(page)}, {Words.Count(table.Outcomes.Count - 1, "variation")}.");
        return 0;
    }
}
