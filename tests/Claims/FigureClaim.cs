using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

/// <summary>
/// "Each curve of the figure is a plausible run of ours": a table of its curves at six steps, with one error for the figure. Its
/// axis says how many steps were trained.
/// </summary>
public abstract class FigureClaim(Figure figure) : ClaimTest, IFigureClaim
{
    /// <summary>Seeds that a curve is held against.</summary>
    public const int Seeds = 5;

    private const string SixSteps =
        "Added here: six steps at which a curve is asked, evenly over the axis. They were chosen when our runs of Deep Sets were "
            + "known.";

    // As for a printed table: one more run that may end anywhere within a factor of two would say nothing.
    private const double Widest = 2;

    /// <inheritdoc/>
    string IFigureClaim.Figure => figure.Stem;

    /// <summary>A curve's experiment at a tier; its steps at the full budget are those of the axis.</summary>
    protected abstract Experiment Experiment(Tier tier, string series);

    /// <summary>Decides, at the reduced budget, the little that survives there.</summary>
    protected abstract void Reduced(Plan plan, IReadOnlyList<Arm> arms);

    /// <summary>A score that networks which learned have above a half.</summary>
    protected virtual Metric Score => Metrics.R2;

    /// <summary>Settings that the figure does not show.</summary>
    protected abstract string LeftOpen { get; }

    /// <summary>Experiments of its curves at the write-up's budget.</summary>
    public IReadOnlyList<(string Series, Experiment Experiment)> Curves =>
        [.. figure.Series.Select(series => (series, AtFullBudget(series)))];

    protected sealed override void Plan(Plan plan)
    {
        Experiment Of(string series) => plan.IsFull ? AtFullBudget(series) : Experiment(plan.Tier, series);
        Arm[] arms = [.. figure.Series.Select(series => plan.Arm(series, Of(series)))];
        if (figure == Figure.Small || figure == Figure.Large)
            plan.ChosenWithRunsKnown(SixSteps);
        else
            plan.Differs(SixSteps);
        plan.Differs(
            "The figure is read from its picture, a pixel column at a time. Its axis says \"epochs\"; one that ends at 50 000 "
            + "belongs to \"50000 training steps\", so an epoch is a step.",
            LeftOpen);
        if (!plan.IsFull)
        {
            plan.Headline(Points([], []));
            plan.SeedsFrom(PartTwo.Unseen, 5, 10);
            Reduced(plan, arms);
            plan.Plot(_ =>
                Compare(arms, _ => []).Chart with { Title = $"{figure.Stem}, the write-up's curves alone", Note = "" });
            return;
        }

        int[] theirs = [.. Figure.StepsOf(figure.End)];
        (Quantity, Quoted)[] cells =
        [
            .. from arm in arms
               from step in Figure.StepsOf(arm.Experiment.Steps).Zip(theirs, (Ours, Theirs) => (Ours, Theirs))
               select (arm[Metrics.LossAt(step.Ours)], figure.Quoted(arm.Name, step.Theirs)),
        ];
        plan.Decide(new WithinPredictionInterval("Each curve of the figure is a plausible run of ours", cells, Widest).At(Seeds));
        plan.Headline(Points([.. cells.Select(cell => cell.Item1)], [.. cells.Select(cell => cell.Item2)]));
        plan.MustLearn(Score, 0.5, arms);
        plan.Measure([.. cells.Select(cell => cell.Item1)]);
        plan.Plot(evidence => Compare(arms, evidence.Runs).Chart);
    }

    // The picture's count: each point by itself at 95 %. The verdict asks for all points at one error.
    private Headline Points(IReadOnlyList<Quantity> ours, IReadOnlyList<Quoted> theirs)
    {
        int points = Figure.Points * figure.Series.Count;
        return new(
            "points of the curves inside",
            FormattableString.Invariant($"{0.95 * points:F0} of {points} expected"), ours, losses =>
            {
                int inside = losses.Zip(theirs, (loss, point) => IsInside(point, OneMore(loss))).Count(isInside => isInside);
                return new($"{inside} of {points}", inside);
            });
    }

    /// <summary>Every arm explains more than half, where the order of the curves needs more steps.</summary>
    protected void MoreThanHalf(Plan plan, IReadOnlyList<Arm> arms)
    {
        plan.Decides($"{string.Join(", ", arms.Select(arm => arm.Name))}: each explains more than half");
        plan.Decide([.. arms.Select(arm => MeanWithin.AtLeast($"{arm.Name}: more than half is explained", arm[Score], 0.5))]);
        plan.Measure(Score, [.. arms]);
        plan.Plot(Show.Losses($"The networks of {figure.Stem} at the reduced budget", arms));
    }

    /// <summary>The order of the curves.</summary>
    protected void Order(Plan plan, Arm lower, Arm higher, string sentence)
    {
        plan.Decides(sentence);
        plan.Decide(lower.Beats(higher, on: Metrics.FinalLoss));
        plan.Measure(Metrics.FinalLoss, lower, higher);
        plan.Plot(Show.Losses($"The networks of {figure.Stem} at the reduced budget", [lower, higher]));
    }

    /// <inheritdoc/>
    (Chart Chart, IReadOnlyList<FigureCount> Counts) IFigureClaim.Compare(Func<IExperiment, IReadOnlyList<IRun>> runs) =>
        Compare([.. Curves.Select(curve => new Arm(curve.Series, curve.Experiment))], arm => runs(arm.Experiment));

    private (Chart Chart, IReadOnlyList<FigureCount> Counts) Compare(IReadOnlyList<Arm> arms, Func<Arm, IReadOnlyList<IRun>> runs)
    {
        var curves = arms.Select(arm => DrawnOver(arm.Name, [.. runs(arm).Take(Seeds).Cast<Run>()])).ToList();
        FigureCount[] counts =
        [
            .. from curve in curves
               select new FigureCount(curve.Name, curve.Judged.Count(point => point.Inside), curve.Judged.Count),
        ];
        var (inside, points) = (counts.Sum(count => count.Inside), counts.Sum(count => count.Points));
        string title = points == 0 ? figure.Stem
            : FormattableString.Invariant($"{figure.Stem}: {inside} of {points} points inside; 95 % would be {0.95 * points:F0}");
        return (Charts.Figure("figure", title, "training loss [MSE, moving average]", curves), counts);
    }

    private DrawnCurve DrawnOver(string series, IReadOnlyList<Run> runs)
    {
        var columns = figure[series];
        var drawn = new DrawnCurve(series, [.. columns.Select(point => (double)point.Step)],
            [.. columns.Select(point => point.Loss)]);
        if (runs.Count < Seeds)
            return drawn;
        int end = runs[0].Experiment.Steps;
        int[] steps = [.. runs[0].Curve.Select(point => point.Step)];
        return drawn with
        {
            Ours = new ArmCurves(series, [.. steps.Select(step => (double)step)],
                [.. runs.Select(run => steps.Select(run.LossAt).ToList())]),
            Expected = [.. steps.Select(step => OneMore([.. runs.Select(run => run.LossAt(step))]))],
            Judged =
            [
                .. from step in Figure.StepsOf(end).Zip(Figure.StepsOf(figure.End), (Ours, Theirs) => (Ours, Theirs))
                   let loss = figure.Quoted(series, step.Theirs)
                   let expected = OneMore([.. runs.Select(run => run.LossAt(step.Ours))])
                   select ((double)step.Theirs, loss.Value, IsInside(loss, expected)),
            ],
        };
    }

    private static bool IsInside(Quoted loss, (double Low, double High) expected) =>
        loss.Value + loss.HalfDigit >= expected.Low && loss.Value - loss.HalfDigit <= expected.High;

    // Where one more run lies with 95 %, by Student's t of the log losses; nowhere, where a run diverged.
    private static (double Low, double High) OneMore(IReadOnlyList<double> losses)
    {
        double[] logs = [.. losses.Select(loss => Math.Log(loss))];
        if (!logs.All(double.IsFinite))
            return (double.NaN, double.NaN);
        double half = TTest.KFactor(logs.Length, 1 - 0.95) * Moments.StandardDeviation(logs);
        return (Math.Exp(Moments.Mean(logs) - half), Math.Exp(Moments.Mean(logs) + half));
    }

    private Experiment AtFullBudget(string series) => Experiment(Tier.Full, series) with { Steps = figure.End };
}
