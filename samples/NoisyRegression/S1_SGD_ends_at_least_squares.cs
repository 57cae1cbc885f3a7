using NoisyRegression;

[assembly: WriteUp("least squares by stochastic gradient descent", typeof(Lab))]

namespace NoisyRegression;

[Claim("S1", "SGD on a noisy line ends at the least-squares fit", Kind.Result, Section = "Robbins and Monro, 1951",
    WriteUp = "steps that shrink like 1 / n converge")]
public sealed class S1_SGD_ends_at_least_squares : ClaimTest
{
    private static readonly Metric Excess =
        Metric.Error<Fit>("excess loss", "share of the least-squares loss", fit => fit.Excess);

    protected override void Plan(Plan plan)
    {
        int steps = plan.IsFull ? 1_000_000 : 20_000;
        var shrinking = plan.Arm("steps like 1 / n", new Sgd(steps, Rate: 0.1, Shrinks: true));
        var constant = plan.Arm("constant steps", new Sgd(steps, Rate: 0.1, Shrinks: false));

        plan.Seeds(5, 10);
        plan.Decide(
            MeanWithin.AtMost("the excess is at most 1 % of the least-squares loss", shrinking[Excess], 0.01),
            shrinking.Beats(constant, on: Excess, byFactor: 5));
        plan.Measure(Excess, shrinking, constant);
        plan.Plot(Show.Losses("Loss of the last 100 examples", [shrinking, constant]));
        plan.Reduced($"{steps} steps instead of 1 000 000. That it converges shows; how far it would go does not.");
    }
}
