using WeightPred.Fixtures;
using WeightPred.Reproduction;
using Xunit.Abstractions;

namespace WeightPred.Claims;

/// <summary>
/// Not a claim of the write-up, but of this suite: a replication in PyTorch 2.14, written apart from it, got the same losses from one seed. Its
/// random numbers are others, so agreement means: its figure is a plausible further seed of ours.
/// </summary>
public sealed class An_independent_replication_agrees(ITestOutputHelper log)
{
    private const double Coverage = 0.99;

    private static readonly Recipe TwentyEquations = PartTwo.Recipe(Tier.Full, PartTwo.Small, 20) with { Steps = 10_000 };

    [Fact, Trait("Category", "Replication")]
    public void On_Deep_Sets_with_20_equations_at_500_to_10_000_steps() =>
        Check(TwentyEquations, [(500, 0.0856), (2_000, 0.0464), (5_000, 0.0190), (10_000, 0.0136)]);

    [Fact, Trait("Category", "Replication")]
    public void On_Linear_at_50_000_steps() => Check(PartOne.Recipe(Tier.Full, Net.Linear), [(50_000, 0.0405)]);

    [Fact, Trait("Category", "Replication")]
    public void On_XLinear_at_50_000_steps() => Check(PartOne.Recipe(Tier.Full, Net.XLinear), [(50_000, 0.0249)]);

    [Fact, Trait("Category", "Replication")]
    public void On_ResLinear_at_50_000_steps() => Check(PartOne.Recipe(Tier.Full, Net.ResLinear), [(50_000, 0.0185)]);

    [Fact, Trait("Category", "Replication")]
    public void On_ResLinear_of_width_64_at_50_000_steps() => Check(PartOne.Recipe(Tier.Full, Net.ResLinear) with { Width = 64 }, [(50_000, 0.039)]);

    // The interval that one more seed falls into with 99 %, from Student's t on the logarithms of the moving averages.
    private void Check(Recipe recipe, (int Step, double Theirs)[] points)
    {
        int seeds = Settings.Current.Seeds ?? 5;
        var runs = Suite.Runs.Get([recipe], seeds, keep: true)[0];
        var outside = new List<string>();
        foreach (var (step, theirs) in points)
        {
            double[] ours = [.. runs.Select(run => Math.Log(At(run, step)))];
            double half = seeds > 1 ? TTest.KFactor(seeds, 1 - Coverage) * Moments.StandardDeviation(ours) : double.PositiveInfinity;
            double mean = Moments.Mean(ours);
            string line = FormattableString.Invariant($"step {step}: ours {string.Join(", ", ours.Select(o => Math.Exp(o).ToString("G3")))}; one more seed lies in [{Math.Exp(mean - half):G3}, {Math.Exp(mean + half):G3}]; theirs {theirs}");
            log.WriteLine(line);
            if (Math.Abs(Math.Log(theirs) - mean) > half)
                outside.Add(line);
        }

        log.WriteLine(FormattableString.Invariant($"R² on fresh tasks: {string.Join(", ", runs.Select(run => run.R2.ToString("F4")))}"));
        Assert.Empty(outside);
    }

    // The curve has a point every 8 % of the way: log-log interpolation between neighbours.
    private static double At(Run run, int step)
    {
        int after = run.Curve.ToList().FindIndex(point => point.Step >= step);
        var (b, a) = (run.Curve[after], run.Curve[Math.Max(after - 1, 0)]);
        if (b.Step == step || a.Step == b.Step)
            return b.Ema;
        double share = Math.Log((double)step / a.Step) / Math.Log((double)b.Step / a.Step);
        return Math.Exp(Math.Log(a.Ema) + share * Math.Log(b.Ema / a.Ema));
    }
}
