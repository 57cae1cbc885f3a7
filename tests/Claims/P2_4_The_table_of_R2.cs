using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_4_The_table_of_R2(Budget budget) : ClaimTest(budget)
{
    // 93.6 % and 98.6 %: the closest cells of different rows.
    private const double RowGap = 0.05;

    public override Statement Statement { get; } = new(
        "P2.4",
        budget == Budget.Quick ? "The R² table: every cell explains more than half of the variance" : "The R² table: six cells, and more equations explain more in both rows",
        "Part II, Results",
        "15 unknowns: 98.3 / 98.6 / 99.0 %; 50 unknowns: 91.7 / 93.6 / 93.8 %");

    protected override Evidence Examine(Lab lab)
    {
        Recipe Of(int row, int column) => PartTwo.Table[3 * row + column].Recipe(lab.Tier);
        var shuffled = Of(0, 2) with { Sabotage = Sabotage.ShuffledTargets };
        var untrained = Of(0, 2) with { LearningRate = 0, Steps = 10 };
        var looks = lab.Looks(5, 10);
        var arms = lab.Compare([.. PartTwo.Table.Select(cell => cell.Recipe(lab.Tier))]);
        var controls = lab.Compare(shuffled, untrained);
        var decisions = PartTwo.Table.Select(cell => Half($"{cell.Name}: more than half is explained", arms, cell.Recipe(lab.Tier))).ToList();
        if (lab.Tier == Tier.Full)
        {
            decisions.Add(More("15 unknowns: 45 equations explain more than 20", Of(0, 2), Of(0, 0)));
            decisions.Add(More("50 unknowns: 150 equations explain more than 67", Of(1, 2), Of(1, 0)));
            decisions.Add(Reproduction.Table.Decide(
                "All six cells are consistent", "R² on fresh tasks",
                [.. PartTwo.Table.Select(cell => new Cell(cell.Name, cell.Quoted, [.. arms.Runs(cell.Recipe(lab.Tier), Math.Max(arms.Seeds, Reproduction.Table.FewestSeeds)).Select(run => run.R2)]))], RowGap).Decision);
        }

        var ours = PartTwo.Table.ToDictionary(cell => cell, cell => (IReadOnlyList<double>)[.. arms.Runs(cell.Recipe(lab.Tier)).Select(run => run.R2)]);
        return new Evidence
        {
            Decisions = decisions,
            Controls =
            [
                Half("Targets of other tasks: more than half is explained", controls, shuffled),
                Half("Learning rate 0: more than half is explained", controls, untrained),
            ],
            Measurements = [.. PartTwo.Table.Select(cell => new Measurement($"{cell.Name}: R²", "R²", ours[cell]))],
            Charts = [new Chart("", "R² by equations an unknown: the write-up's table and ours", "equations an unknown", "R² on fresh tasks", [.. new[] { 15, 50 }.SelectMany(Rows)])],
            Tables =
            [
                new ResultTable("R2", "The write-up's R² table, and ours at this budget", [.. Charts.Header("cell", "R²"), "write-up"],
                    [.. PartTwo.Table.Select(cell => (IReadOnlyList<string>)[.. Charts.Row(cell.Name, ours[cell]), FormattableString.Invariant($"{cell.Quoted.Value:F3}")])]),
            ],
            Differences =
            [
                "Not stated in the write-up: equations at 1.33 times 50 unknowns (67), and over how many runs a cell averages (taken as one).",
                "R² is 1 - MSE / Var(y) on fresh tasks and fresh x_eval; Var(y) = 0.5 is known exactly.",
                .. PartTwo.Differences(lab.Tier, "That far more is explained than by chance survives. The orders do not (twenty seeds left the one at 15 unknowns open, ten the one at 50), nor do the cells' values: they stand beside the write-up's for orientation, no band is held against them."),
            ],
        };

        Decision More(string name, Recipe candidate, Recipe reference) =>
            PartTwo.LeavesLess(name, arms, candidate, reference, looks);

        Decision Half(string name, Arms of, Recipe recipe) => Reaches.AtLeast(name, "R² on fresh tasks", of.Of(recipe, run => run.R2), Quoted.Exactly(0.5), looks);

        IEnumerable<Series> Rows(int unknowns)
        {
            var cells = PartTwo.Table.Where(cell => cell.Unknowns == unknowns).ToList();
            double[] ratios = [.. cells.Select(cell => cell.Ratio)];
            yield return Charts.Points($"{unknowns} unknowns", ratios, [.. cells.Select(cell => ours[cell])]);
            yield return new Series($"{unknowns} unknowns, write-up", ratios, [.. cells.Select(cell => cell.Quoted.Value)]) { Markers = true };
        }
    }

    [Trait("Claim", "P2.4"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_4_The_table_of_R2(Budget.Quick);

    [Trait("Claim", "P2.4"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_4_The_table_of_R2(Budget.FullOnGpu);

    [Trait("Claim", "P2.4"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_4_The_table_of_R2(Budget.FullOnCpu);
}
