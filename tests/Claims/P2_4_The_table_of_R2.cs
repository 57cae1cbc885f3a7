namespace WeightPred.Claims;

[Claim("P2.4", "The R² table: six cells, and more equations explain more in both rows", Kind.Result, Section = "Part II, Results",
    WriteUp = "15 unknowns: 98.3 / 98.6 / 99.0 %; 50 unknowns: 91.7 / 93.6 / 93.8 %")]
public sealed class P2_4_The_table_of_R2 : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        Arm[] cells = [.. PartTwo.Table.Select(cell => plan.Arm(cell.Name, cell.Experiment(plan.Tier)))];
        var r2 = plan.IsFull ? PartTwo.TableR2 : Metrics.R2;

        // Six prediction intervals at one error; one whose ends lie a factor of 2 apart would say nothing.
        var table = new WithinPredictionInterval(
            "Every cell is a plausible run of ours",
            [.. PartTwo.Table.Zip(cells, (cell, arm) => (arm[PartTwo.TableUnexplained], cell.Quoted.Remainder()))],
            Widest: 2) { Schedule = SeedSchedule.At(5) };

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Headline(Headline.Printed(
            table, [.. PartTwo.Table.Select(cell => (Row(cell), cell.Printed))], left => 1 - Moments.Mean(left),
            Headline.Hundredths,
            [.. cells.Select(arm => arm[r2])], PartTwo.Left));
        if (plan.IsFull)
        {
            plan.Decide(table);
            plan.Decide(More(cells[1], cells[0], 1.7 / 1.4), More(cells[2], cells[1], 1.4 / 1.0),
                More(cells[4], cells[3], 8.3 / 6.4), More(cells[5], cells[4], 6.4 / 6.2));
            plan.MustLearn(r2, 0.5, cells);
        }
        else
        {
            var shuffled = plan.Arm("45 equations, targets of other tasks",
                PartTwo.Table[2].Experiment(plan.Tier) with { Sabotage = Sabotage.ShuffledTargets });
            plan.Decides("The R² table: every cell explains more than half of the variance");
            plan.Decide([.. cells.Select(cell => Half($"{cell.Name}: more than half is explained", cell))]);
            plan.Control(Half("Targets of other tasks: more than half is explained", shuffled));
        }

        plan.Measure(r2, cells);
        if (plan.IsFull)
            plan.Plot(Show.Printed(
                "", "Each cell: one more run of ours, 95 % for all six, and the printed number", "share left unexplained",
                [(table, [.. PartTwo.Table.Select(cell => $"{cell.Name}\nprinted {cell.Printed} %")])]));
        plan.Plot(Show.Settings(
            plan.IsFull ? "means" : "", "R² by equations per unknown", PartTwo.Ratios,
            [.. PartTwo.Table.Zip(cells, (cell, arm) => ($"{cell.Unknowns} unknowns", cell.Ratio, arm[r2]))],
            [.. PartTwo.Table.Where(_ => plan.IsFull)
                .Select(cell => Reference.At("write-up", cell.Quoted.Value) with { X = cell.Ratio })]));
        plan.Table(Show.Table(
            "R2", "The write-up's R² table, and ours at this budget", "cell", "R²", [.. cells.Select(arm => (arm.Name, arm[r2]))],
            ("write-up", [.. PartTwo.Table.Select(cell => FormattableString.Invariant($"{cell.Quoted.Value:F3}"))])));
        plan.ChosenWithRunsKnown(PartTwo.TableReading);
        plan.Differs(
            "That the cells share one spread where a test does not object, and that a number between the intervals of 95 % and "
                + "99 % leaves it open, was made a rule when all six cells had been seen.",
            "A cell is one run, compared with the interval in which one more run of ours lies.",
            "R² is 1 - MSE / Var(y), of the moving average of the training loss: tasks are fresh, so it is held out. Var(y) = "
                + "0.5 is known exactly.",
            "\"Same trend\" is read as: within a row each step to more equations leaves less unexplained. (P2.6 asks whether the "
                + "last one at 50 unknowns is small.)",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} That far more is explained than by chance survives. The orders do not (twenty "
            + "seeds left the one at 15 unknowns open, ten the one at 50), nor do the cells' values.");
    }

    // "R² in %, 15 unknowns (20, 30, 45 equations)".
    private static string Row(TableCell cell) => $"R² in %, {cell.Unknowns} unknowns "
        + $"({string.Join(", ", PartTwo.Table.Where(other => other.Unknowns == cell.Unknowns).Select(other => other.Pairs))} "
        + "equations)";

    private static Decision More(Arm more, Arm fewer, double supposed) =>
        more[PartTwo.TableUnexplained].Below(fewer[PartTwo.TableUnexplained], 1, $"{more.Name} explain more than {fewer.Name}")
            .Supposing(supposed);

    private static Decision Half(string name, Arm arm) => MeanWithin.AtLeast(name, arm[Metrics.R2], 0.5);
}
