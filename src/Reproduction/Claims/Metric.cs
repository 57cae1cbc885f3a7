namespace WeightPred.Reproduction.Claims;

/// <summary>A number of a run, said once: its name is its identity, in plans, baselines and published runs.</summary>
/// <param name="name">"final loss", "R², 45 pairs": with whatever sets it apart.</param>
/// <param name="unit">"MSE", "R²", ...; never empty.</param>
/// <param name="of">Its value; a diverged run gives the worst value (an error +∞, a score -∞), never NaN.</param>
public sealed class Metric(string name, string unit, Func<IRun, double> of)
{
    public string Name { get; } = name;

    public string Unit { get; } = unit;

    /// <summary>A metric of one kind of run.</summary>
    public static Metric Of<TRun>(string name, string unit, Func<TRun, double> of) where TRun : IRun => new(name, unit, run => of((TRun)run));

    /// <summary>Its value of a run: the one that came with it, else computed.</summary>
    public double Value(IRun run) => run.Known(Name) ?? of(run);
}
