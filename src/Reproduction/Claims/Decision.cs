using System.Text.Json.Nodes;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>
/// A statement that must hold, and the rule that decides it: data, fixed before anything is trained. A new kind of decision is a
/// record that derives from this, in whichever assembly.
/// </summary>
/// <param name="Name">A short sentence; baselines call it by this.</param>
public abstract record Decision(string Name)
{
    /// <summary>The numbers of seeds at which it is looked at; null for the plan's.</summary>
    public SeedSchedule? Schedule { get; init; }

    /// <summary>
    /// The write-up's own figures as the truth, for its power: a ratio for <see cref="LowerThan"/>, else a value;
    /// null where it prints none.
    /// </summary>
    public double? Supposed { get; init; }

    /// <summary>
    /// Networks that learned nothing show it, too: it asks for no progress. The plan's MustLearn says that others could
    /// have learned.
    /// </summary>
    public bool NeedsNoLearning { get; init; }

    /// <summary>True by construction: it must hold on untrained networks, too.</summary>
    public virtual bool IsIdentity => false;

    /// <summary>It asks for "not much worse", which untrained networks show as well.</summary>
    public virtual bool AllowsDifference => false;

    /// <summary>The quantities that it reads.</summary>
    public abstract IEnumerable<Quantity> Quantities { get; }

    /// <summary>
    /// The rule as JSON: all that can change the verdict, but for name and schedule. It is part of the hashed plan.
    /// </summary>
    public abstract JsonObject Rule { get; }

    /// <summary>The same decision on other arms.</summary>
    public abstract Decision On(Func<Arm, Arm> arms);

    /// <summary>Judges one look. Undecided and Untestable ask for the next look.</summary>
    public abstract Finding Judge(Look look);

    /// <summary>The chances of its verdicts if its supposition is true; null without one, or where chance has no part.</summary>
    /// <param name="schedule">When it is looked at.</param>
    /// <param name="deviation">Between seeds, of what it averages (<see cref="Finding.Deviation"/>); positive.</param>
    public virtual Chances? Power(SeedSchedule schedule, double deviation) => null;

    /// <summary>Standard deviation of what it averages, from that of the logs of one arm's runs.</summary>
    public virtual double Deviation(double spread) => spread;

    /// <summary>The reason why this schedule, or a number of its own, can never decide it; null where there is none.</summary>
    public virtual string? Refusal(SeedSchedule schedule) => null;

    /// <summary>The arms that it reads.</summary>
    public IEnumerable<Arm> Arms => Quantities.SelectMany(quantity => quantity.Arms).Distinct();

    /// <summary>Looked at after so many seeds, in place of the plan's schedule.</summary>
    public Decision At(params int[] seeds) => this with { Schedule = SeedSchedule.At(seeds) };

    /// <summary>The write-up's own figures as the truth: <see cref="Supposed"/>.</summary>
    public Decision Supposing(double value) => this with { Supposed = value };

    /// <summary>A test of a mean needs a spread between seeds.</summary>
    protected static string? NeedsTwoSeeds(SeedSchedule schedule) =>
        schedule.Last > 1 ? null : "one seed says nothing about the spread between seeds: look at 2 seeds or more.";

    /// <summary>The reason why a tolerance is none.</summary>
    protected static string? NeedsTolerance(double tolerance) =>
        tolerance >= 0 && double.IsFinite(tolerance) ? null : "its tolerance must be finite and at least 0.";
}

/// <summary>The runs that a decision sees at one look: the first few seeds of every arm.</summary>
/// <param name="Runs">All runs that there are.</param>
/// <param name="Seeds">How many of each arm are looked at.</param>
/// <param name="Schedule">All looks, which share one error.</param>
public sealed record Look(RunTable Runs, int Seeds, SeedSchedule Schedule)
{
    /// <summary>A quantity's values, one a seed: +∞ for a diverged run (a score: -∞), never NaN.</summary>
    public IReadOnlyList<double> Values(Quantity quantity) => Runs.Values(quantity, Seeds);

    /// <summary>Index of the i-th seed.</summary>
    public int Seed(int i) => Runs.SeedIndices[i];

    /// <summary>The level of this look for an error over all looks.</summary>
    public double Level(double overall) => Schedule.Level(overall);
}
