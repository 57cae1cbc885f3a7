using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_6_More_equations_saturate(Budget budget) : ClaimTest(budget)
{
    // Saturated: half as many equations again remove less than a quarter of what is left (the write-up's table: 6.4 % to 6.2 %).
    private static readonly double AQuarter = -Math.Log(0.75);

    public override Statement Statement { get; } = new(
        "P2.6",
        budget == Budget.Quick ? "50 unknowns: from 2 to 3 times the equations removes less than a quarter of what is left" : "From 2 to 3 times the equations: saturated at 50 unknowns, still a gain at 15",
        "Part II, Results",
        "2x to 3x: +0.2 points at 50 unknowns, +0.4 at 15");

    protected override Evidence Examine(Lab lab)
    {
        Recipe Of(int pairs) => PartTwo.Table.Single(cell => cell.Pairs == pairs).Recipe(lab.Tier);
        var arms = lab.Compare(Of(30), Of(45), Of(100), Of(150));
        var looks = lab.Looks(5, 10);
        List<Decision> decisions =
        [
            Less("50 unknowns: 150 equations remove less than a quarter of what 100 leave", Of(100), Of(150), -AQuarter),
        ];
        if (lab.Tier == Tier.Full)
            decisions.AddRange(
            [
                Less("15 unknowns: 45 equations leave less unexplained than 30", Of(45), Of(30)),
                Reaches.About("50 unknowns gain about 0.2 points", "R² with 150 equations less R² with 100", Gain(Of(100), Of(150)), new Quoted(0.002, 0.001), looks),
                Reaches.About("15 unknowns gain about 0.4 points", "R² with 45 equations less R² with 30", Gain(Of(30), Of(45)), new Quoted(0.004, 0.001), looks),
            ]);
        var gains = new[]
        {
            (Name: "15 unknowns", Values: Gain(Of(30), Of(45))(arms.Seeds).Values),
            (Name: "50 unknowns", Values: Gain(Of(100), Of(150))(arms.Seeds).Values),
        };
        return new Evidence
        {
            Decisions = decisions,
            Controls =
            [
                Less("Swapped arms: 100 equations remove a quarter of what 150 leave", Of(100), Of(150), AQuarter),
            ],
            Measurements = [.. gains.Select(gain => new Measurement($"{gain.Name}: gain from 2x to 3x", "R²", gain.Values))],
            Charts =
            [
                new Chart("", "What half as many equations again gain, from 2 to 3 times the unknowns", "unknown weights", "gain in R²",
                [
                    Charts.Points("ours", [15, 50], [.. gains.Select(gain => gain.Values)]),
                    new Series("write-up", [15, 50], [0.004, 0.002]) { Markers = true },
                ]),
            ],
            Differences =
            [
                "\"Saturates\" names no number: it is read as removing less than a quarter of what is left unexplained (the write-up's own cells: 3 %). Points are differences of two figures printed to 0.1, hence ± 0.1.",
                .. PartTwo.Differences(lab.Tier, "That 50 unknowns gain little is decided, as a share of what is left. That 15 still gain does not survive: 20 seeds left it open at this budget. The gains in points are of this budget."),
            ],
        };

        Decision Less(string name, Recipe candidate, Recipe reference, double margin = 0) =>
            PartTwo.LeavesLess(name, arms, candidate, reference, looks, margin);

        Func<int, Sample> Gain(Recipe from, Recipe to) => seeds => new Sample(
            [.. Enumerable.Range(0, seeds)],
            [.. arms.Of(to, run => run.R2)(seeds).Values.Zip(arms.Of(from, run => run.R2)(seeds).Values, (after, before) => after - before)]);
    }

    [Trait("Claim", "P2.6"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_6_More_equations_saturate(Budget.Quick);

    [Trait("Claim", "P2.6"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_6_More_equations_saturate(Budget.FullOnGpu);

    [Trait("Claim", "P2.6"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_6_More_equations_saturate(Budget.FullOnCpu);
}
