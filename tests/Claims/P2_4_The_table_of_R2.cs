namespace WeightPred.Claims;

[Claim("P2.4", "The R² table: six cells, and more equations explain more in both rows", Kind.Result, Section = "Part II, Results", WriteUp = "15 unknowns: 98.3 / 98.6 / 99.0 %; 50 unknowns: 91.7 / 93.6 / 93.8 %")]
public sealed class P2_4_The_table_of_R2 : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        Arm[] cells = [.. PartTwo.Table.Select(cell => plan.Arm(cell.Name, cell.Experiment(plan.Tier)))];

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        if (plan.IsFull)
        {
            // Six prediction intervals at one error; one whose ends lie a factor of 2 apart would say nothing.
            plan.Decide(new WithinPredictionInterval("Every cell is a plausible seed of ours", [.. PartTwo.Table.Zip(cells, (cell, arm) => (arm[Metrics.Unexplained], cell.Quoted.Remainder()))], Widest: 2).At(5));
            plan.MustLearn(Metrics.R2, 0.5, cells);
            // Part II's steps are not stated, and the curves have every number of them.
            plan.Try([.. PartTwo.Table.Zip(cells, (cell, arm) => new WithinPredictionInterval($"Half of the steps, {cell.Name}", arm[Metrics.UnexplainedHalfway], cell.Quoted.Remainder(), Widest: 2).At(5))]);
            plan.Decide(More(cells[1], cells[0], 1.7 / 1.4), More(cells[2], cells[1], 1.4 / 1.0), More(cells[4], cells[3], 8.3 / 6.4), More(cells[5], cells[4], 6.4 / 6.2));
        }
        else
        {
            var shuffled = plan.Arm("45 equations, targets of other tasks", PartTwo.Table[2].Experiment(plan.Tier) with { Sabotage = Sabotage.ShuffledTargets });
            plan.Decides("The R² table: every cell explains more than half of the variance");
            plan.Decide([.. cells.Select(cell => Half($"{cell.Name}: more than half is explained", cell))]);
            plan.Control(Half("Targets of other tasks: more than half is explained", shuffled));
        }

        plan.Measure(Metrics.R2, cells);
        if (plan.IsFull)
            plan.Measure(Metrics.UnexplainedHalfway, cells);
        plan.Plot(Show.Settings(
            "", "R² by equations an unknown", PartTwo.Ratios, new Axis("R² on fresh tasks"),
            [.. PartTwo.Table.Zip(cells, (cell, arm) => ($"{cell.Unknowns} unknowns", cell.Ratio, arm[Metrics.R2]))],
            [.. PartTwo.Table.Where(_ => plan.IsFull).Select(cell => Reference.At("write-up", cell.Quoted.Value) with { X = cell.Ratio })]));
        plan.Table(Show.Table(
            "R2", "The write-up's R² table, and ours at this budget", "cell", "R²", [.. cells.Select(arm => (arm.Name, arm[Metrics.R2]))],
            ("write-up", [.. PartTwo.Table.Select(cell => FormattableString.Invariant($"{cell.Quoted.Value:F3}"))])));
        if (plan.IsFull)
            plan.Differs(
                "Whether the printed cells are plausible is asked once, at five seeds of each; that was fixed when the three cells of 15 unknowns had been seen, and two seeds each of 67 and 100 equations.",
                "That the cells share one spread where a test does not object, and that a number between the intervals of 95 % and 99 % leaves it open, was made a rule when all six cells had been seen.",
                "That 150 equations explain more than 100 was added when two of its five seeds had been seen: both rows are asked for.",
                "Half of the steps is tried beside it, chosen when five seeds of each cell of 15 unknowns, four of 67 and two of 100 equations had been seen: the write-up does not say how many Part II's networks took, and those, at Part I's 50 000, left less unexplained than it prints.");
        plan.Differs(
            "Not stated in the write-up: over how many runs a cell averages (taken as one).",
            "R² is 1 - MSE / Var(y), of the moving average of the training loss, as the write-up plots it: tasks are fresh, so it is held out. Var(y) = 0.5 is known exactly.",
            "\"Same trend\" is read as: within a row each step to more equations leaves less unexplained. (P2.6 asks whether the last one at 50 unknowns is small.)",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} That far more is explained than by chance survives. The orders do not (twenty seeds left the one at 15 unknowns open, ten the one at 50), nor do the cells' values: they stand beside the write-up's for orientation, no band is held against them.");
    }

    private static Decision More(Arm more, Arm fewer, double supposed) =>
        more[Metrics.Unexplained].Below(fewer[Metrics.Unexplained], 1, $"{more.Name} explain more than {fewer.Name}").Supposing(supposed);

    private static Decision Half(string name, Arm arm) => MeanWithin.AtLeast(name, arm[Metrics.R2], 0.5);
}
