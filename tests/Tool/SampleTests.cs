using System.Reflection;
using Reproduction;
using Reproduction.Claims;

namespace WeightPred.ToolTests;

/// <summary>The example of a subject of one's own keeps what the library asks of one.</summary>
public sealed class SampleTests : Bench
{
    private static readonly Assembly Assembly = Assembly.LoadFrom(Sample);

    private readonly ILab _lab = (ILab)Activator.CreateInstance(Assembly.GetType("NoisyRegression.Lab")!)!;

    private static IExperiment Line(double rate) =>
        (IExperiment)Activator.CreateInstance(Assembly.GetType("NoisyRegression.Sgd")!, 2000, rate, false)!;

    private static double Excess(IRun run) => (double)run.GetType().GetProperty("Excess")!.GetValue(run)!;

    [Fact]
    public void A_diverged_line_is_the_worst_one_and_no_fault()
    {
        var runs = _lab.Runs([(Line(3), 0), (Line(0.1), 0)], Tier.Quick);
        Assert.Equal((true, double.PositiveInfinity), (runs[0].Diverged, Excess(runs[0])));
        Assert.Equal(double.PositiveInfinity, runs[0].Curve[^1].Loss);
        Assert.DoesNotContain(runs[0].Curve, point => double.IsNaN(point.Loss));
        Assert.Equal("fff8000000000000fff8000000000000", runs[0].Fingerprint);
        Assert.False(runs[1].Diverged);
        Assert.InRange(Excess(runs[1]), 0, 10);
    }

    [Fact]
    public void Work_is_counted_in_the_unit_of_cost()
    {
        Assert.Equal(new Work(0, 0, ""), _lab.Work);
        for (int again = 0; again < 2; again++)
        {
            _lab.Runs([(Line(0.1), 0), (Line(0.1), 1), (Line(0.2), 0)], Tier.Quick);
            Assert.Equal(new Work(3 * Line(0.1).Cost, 3 * Line(0.1).Cost, ""), _lab.Work);
        }
    }
}
