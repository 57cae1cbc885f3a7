using System.Globalization;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>Which of two values of a metric is better.</summary>
internal enum Better
{
    /// <summary>Neither is better: no arm beats another on it.</summary>
    Unsaid,

    /// <summary>The lower one, of an error.</summary>
    Lower,

    /// <summary>The higher one, of a score.</summary>
    Higher,
}

/// <summary>A number of a run, said once: its name is its identity, in plans, baselines and published runs.</summary>
public sealed class Metric
{
    private readonly Func<IRun, double> _of;

    /// <param name="name">"final loss", "R², 45 pairs": with whatever sets it apart.</param>
    /// <param name="unit">"MSE", "R²", ...; never empty.</param>
    /// <param name="of">Its value; a diverged run gives the worst value (an error +∞, a score -∞), never NaN.</param>
    /// <param name="better">Which of two values is better.</param>
    /// <param name="onNetwork">
    /// Whether it is computed on the trained network, so that a run without one must bring it along.
    /// </param>
    internal Metric(string name, string unit, Func<IRun, double> of, Better better = Better.Unsaid, bool onNetwork = false) =>
        (Name, Unit, _of, Better, NeedsNetwork) = (name, unit, of, better, onNetwork);

    public string Name { get; }

    public string Unit { get; }

    /// <summary>Which of two values is better.</summary>
    internal Better Better { get; }

    /// <summary>Whether it is computed on the trained network; else it follows from a run's curve and losses.</summary>
    internal bool NeedsNetwork { get; }

    /// <summary>Name and unit, for an axis: "final loss [MSE]", "R² [%]".</summary>
    public string Title => $"{Name} [{ShownUnit.Of(Unit).Text}]";

    /// <summary>An error of one kind of run: lower is better, and never negative.</summary>
    /// <inheritdoc cref="Metric(string, string, Func{IRun, double}, Better, bool)"/>
    public static Metric Error<TRun>(string name, string unit, Func<TRun, double> of, bool onNetwork = false)
        where TRun : IRun => new(name, unit, run => of((TRun)run), Better.Lower, onNetwork);

    /// <summary>A score of one kind of run: higher is better.</summary>
    /// <inheritdoc cref="Metric(string, string, Func{IRun, double}, Better, bool)"/>
    public static Metric Score<TRun>(string name, string unit, Func<TRun, double> of, bool onNetwork = false)
        where TRun : IRun => new(name, unit, run => of((TRun)run), Better.Higher, onNetwork);

    /// <summary>A number of one kind of run of which neither more nor less is better.</summary>
    /// <inheritdoc cref="Metric(string, string, Func{IRun, double}, Better, bool)"/>
    public static Metric Of<TRun>(string name, string unit, Func<TRun, double> of, bool onNetwork = false)
        where TRun : IRun => new(name, unit, run => of((TRun)run), Better.Unsaid, onNetwork);

    /// <summary>Its value of a run: the one that came with it, else computed.</summary>
    /// <exception cref="InvalidRunException">The one that came with it does not follow from the run's own losses, or it takes the
    /// network and did not come with a run that has none.</exception>
    public double Value(IRun run)
    {
        if (NeedsNetwork)
            return run.Known(Name) ?? (run.PublishedIn is null
                ? _of(run)
                : throw new InvalidRunException($"{run.PublishedIn} has no metric \"{Name}\". Where a plan decides by it or "
                    + "measures it, publish the run again from the kept one; else have the plan measure it first."));
        double here = _of(run);
        if (run.Known(Name) is not { } known)
            return here;
        return Agrees(here, known)
            ? known
            : throw new InvalidRunException(string.Create(CultureInfo.InvariantCulture,
                $"{run.PublishedIn}: the metric \"{Name}\" does not follow from the run's own losses: it says {known:R}, they "
                + $"give {here:R}. Either it was changed (restore the file from git), or the metric means something else since "
                + $"(publish the run again from the kept one)."));
    }

    /// <summary>Whether a run gives it: the beginning of a longer run has a curve, and no network.</summary>
    internal bool GivenBy(IRun run)
    {
        try
        {
            Value(run);
            return true;
        }
        catch (InvalidRunException)
        {
            return false;
        }
    }

    /// <summary>Whether two values of it are the same:
    /// to the last bit where a network was asked, else but for rounding.</summary>
    internal bool Agrees(double a, double b) => NeedsNetwork ? a.Equals(b) : LogRatio.Agree(a, b);
}
