using Reproduction;
using Reproduction.Claims;
using Reproduction.Results;
using Reproduction.Statistics;

namespace WeightPred.Unit.Claims;

public sealed class HigherThanTests
{
    private const double Diverged = double.NegativeInfinity;

    private static readonly Arm A = Numbers.Arm("MLP"), B = Numbers.Arm("linear");

    private static readonly double[] High = [0.98, 0.975, 0.982, 0.979, 0.984], Low = [0.861, 0.866, 0.858, 0.87, 0.861];

    private static Finding Decide(double[] a, double[] b) => Judge.Of(
        A.Beats(B, on: Numbers.Score).At(a.Length), Numbers.Table(("MLP", a), ("linear", b)));

    [Fact]
    public void A_higher_accuracy_beats_a_lower_one()
    {
        var finding = Decide(High, Low);
        Assert.Equal((Verdict.Holds, 5, 5), (finding.Verdict, finding.Seeds, finding.Wins));
        Assert.Equal(0.1168, finding.Estimate, 12);
        Assert.Equal((Scale.Linear, 0.0, null), (finding.Scale, finding.ToleranceLow, finding.ToleranceHigh));
        Assert.Equal("difference of accuracy [share], MLP less linear", finding.Statistic);
        Assert.Matches(
            @"^MLP: accuracy 11\.68 points higher than linear \(10\..* to 12\..* points\), in 5 of 5 seeds$", finding.Effect);
        Assert.Matches(
            @"^MLP is higher than linear: difference of accuracy 11\.68 points \(.* points at 95 %\); higher in 5 of 5 seeds; p = .* \(level 0\.01\)\.$",
            finding.Reason);
    }

    [Fact]
    public void A_lower_accuracy_is_the_contrary()
    {
        var finding = Decide(Low, High);
        Assert.Equal((Verdict.Fails, 0), (finding.Verdict, finding.Wins));
        Assert.Matches(
            @"^MLP: accuracy 11\.68 points lower than linear \(10\..* to 12\..* points\), in 5 of 5 seeds$", finding.Effect);
        Assert.Matches(
            @"^MLP is lower than linear: difference of accuracy -11\.68 points \(-12\..* to -10\..* points at 95 %\); higher in 0 of 5",
            finding.Reason);
    }

    [Fact]
    public void Equal_scores_leave_it_open()
    {
        var finding = Decide(High, High);
        Assert.Equal(Verdict.Undecided, finding.Verdict);
        Assert.Equal("MLP: accuracy as high as that of linear (0 to 0 points), in 0 of 5 seeds", finding.Effect);
    }

    [Fact]
    public void A_score_may_be_negative() => Assert.Equal(Verdict.Holds, Decide([0.1, 0.12, 0.11], [-0.3, -0.31, -0.29]).Verdict);

    [Fact]
    public void A_diverged_run_is_the_worst_value_and_two_are_a_tie()
    {
        double[] a = [.. High, .. High], b = [.. Low, .. Low];
        b[4] = Diverged;
        var finding = Decide(a, b);
        Assert.Equal((Verdict.Holds, 1.0 / 1024), (finding.Verdict, finding.PValue));
        Assert.Contains("a run diverged, so signs decide", finding.Reason, StringComparison.Ordinal);
        a[4] = Diverged;
        Assert.Equal(9, Decide(a, b).Wins);
        a[5] = Diverged;
        Assert.Equal(Verdict.Undecided, Decide(a, b).Verdict);
    }

    [Fact]
    public void A_claim_on_a_score_is_decided_and_its_contrary_too()
    {
        Assert.Equal(Verdict.Holds, Of((good, poor) => good.Beats(poor, on: Made.Score)).Verdict);
        Assert.Equal(Verdict.Fails, Of((good, poor) => poor.Beats(good, on: Made.Score)).Verdict);

        static Result Of(Func<Arm, Arm, Decision> decision) => Examination.Of(
            Made.Plan(plan =>
            {
                var (good, poor) = (plan.Arm("good", Made.Good), plan.Arm("poor", Made.Poor));
                plan.Decide(decision(good, poor));
                plan.Measure(Made.Score, good, poor);
            }),
            new Conditions(new MadeLab()));
    }

    [Fact]
    public void A_metric_without_direction_beats_nothing_and_a_factor_compares_no_scores()
    {
        var accuracy = Metric.Of<Numbers.NumberRun>("accuracy", "share", run => run.Value);
        Assert.Equal(
            "\"MLP beats linear\" on \"accuracy\" says nothing: declare the metric by Metric.Error, where lower is better, or by "
                + "Metric.Score, where higher is.",
            Assert.Throws<PlanException>(() => A.Beats(B, on: accuracy)).Message);
        Assert.Contains("factors compare errors",
            Assert.Throws<PlanException>(() => A.Beats(B, on: Numbers.Score, byFactor: 2)).Message, StringComparison.Ordinal);
        var plan = new Plan(Made.Statement(), Tier.Quick);
        foreach (var metric in (Metric[])[accuracy, Numbers.Error])
            Assert.Contains("MustLearn asks for a score",
                Assert.Throws<PlanException>(() => plan.MustLearn(metric, 0.5, A)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_is_refused() =>
        Assert.Contains("2 seeds", A.Beats(B, on: Numbers.Score).Refusal(SeedSchedule.At(1)), StringComparison.Ordinal);
}
