namespace WeightPred.Claims;

[Claim("P2.5", "50 unknowns cost 5 to 6 points of R²", Kind.Result, Section = "Part II, Results",
    WriteUp = "with 5-6% less explained variance at each ratio")]
public sealed class P2_5_More_unknowns_cost_points_of_R2 : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        Arm[] cells = [.. PartTwo.Table.Select(cell => plan.Arm(cell.Name, cell.Experiment(plan.Tier)))];
        var (r2, unexplained) = plan.IsFull ? (PartTwo.TableR2, PartTwo.TableUnexplained) : (Metrics.R2, Metrics.Unexplained);
        var (small, large) = (cells[..3], cells[3..]);
        Quantity[] costs = [.. small.Zip(large, (few, many) => few[r2].Less(many[r2]))];

        var cost = Quantity.Mean(costs).As("cost of 50 unknowns, mean of the ratios");

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Headline(Headline.Mean("cost of 50 unknowns", "5 to 6 points", cost,
            points => $"{Headline.Hundredths(points)} points"));
        plan.Decide(Overall("15 unknowns", small, unexplained)
            .Below(Overall("50 unknowns", large, unexplained), 1, "50 unknowns explain less than 15, over the three ratios"));
        if (plan.IsFull)
        {
            plan.MustLearn(r2, 0.5, cells);
            plan.Decide([.. small.Zip(large,
                (few, many) => few[unexplained].Below(many[unexplained], 1, $"{many.Name} explain less than {few.Name}"))]);
            plan.Decide(MeanWithin.About("The cost is 5 to 6 points, averaged over the ratios", cost, 0.055,
                within: 0.01).Supposing(0.056));
        }
        else
        {
            plan.Decides("50 unknowns explain less than 15, taken over the three ratios of equations");
        }

        plan.Measure(costs);
        plan.Plot(Show.Settings(
            "", "What 50 unknowns cost against 15", PartTwo.Ratios, new Axis("R² of 15 unknowns less R² of 50 [points]"),
            [.. PartTwo.Table.Take(3).Zip(costs, (cell, cost) => ("ours", cell.Ratio, cost))],
            new Reference("write-up: 5 to 6 points", 0.05, 0.06)));
        plan.ChosenWithRunsKnown(PartTwo.TableReading);
        plan.Differs("\"5 to 6 points\" is held against the mean over the three ratios and read as 4.5 to 6.5, as whole points "
            + "are printed; single cells of the write-up's own table differ by 5.0 to 6.6.", PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} That 50 unknowns explain less on the whole survives; that they do at every single "
            + "ratio, and by how many points, does not: ten seeds left one of the three open, so the three were taken together.");
    }

    private static Quantity Overall(string called, Arm[] row, Metric unexplained) =>
        Quantity.GeometricMean([.. row.Select(arm => arm[unexplained])]).As(called);
}
