using System.Text.Json.Nodes;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>What is to be decided, and by which rule: data, fixed before anything is trained.</summary>
/// <param name="Name">A short sentence; what baselines call it.</param>
public abstract record Decision(string Name)
{
    /// <summary>When it looks, and at how many seeds; null for the plan's schedule.</summary>
    public Looks? Looks { get; init; }

    /// <summary>What the write-up's own figures imply for the statistic (a ratio for <see cref="Below"/>, else a value); null where it prints none. Power is computed for it.</summary>
    public double? Supposed { get; init; }

    /// <summary>Networks that learned nothing show it, too: it asks for no progress. That the others could have learned is for the plan's MustLearn to say.</summary>
    public bool NeedsNoLearning { get; init; }

    /// <summary>True by construction: it must hold on untrained networks, too.</summary>
    public virtual bool IsIdentity => false;

    /// <summary>What it compares.</summary>
    public abstract IEnumerable<Quantity> Quantities { get; }

    /// <summary>The same decision on other arms.</summary>
    public abstract Decision On(Func<Arm, Arm> arms);

    /// <summary>The chances of its verdicts, if what it supposes is true; null where it supposes nothing or no chance is involved.</summary>
    /// <param name="looks">When it looks.</param>
    /// <param name="spread">Standard deviation of the log of one arm's runs, around what a seed does to all arms alike (for a band in the metric's unit: of what it decides on, as a share of its value).</param>
    public virtual Chances? Power(Looks looks, double spread) => null;

    /// <summary>Everything that can change its verdict, but for the looks.</summary>
    internal abstract JsonObject Rule { get; }

    /// <summary>Decides.</summary>
    /// <param name="values">From a quantity and a number of seeds to its values.</param>
    /// <param name="looks">When to look.</param>
    internal abstract Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks);

    /// <summary>Why so many seeds can never decide it, or null.</summary>
    internal virtual string? WhyOutOfReach(Looks looks) => null;

    /// <summary>At one look, in place of the plan's schedule.</summary>
    public Decision At(params int[] seeds) => this with { Looks = Looks.At(seeds) };

    /// <summary>What the write-up's own figures imply: <see cref="Supposed"/>.</summary>
    public Decision Supposing(double value) => this with { Supposed = value };
}

/// <summary>"The candidate is lower than the reference, by more than a factor", paired by seed on a log scale (<see cref="Better"/>).</summary>
/// <param name="Name">A short sentence.</param>
/// <param name="Candidate">An error, or a quotient of errors: never negative.</param>
/// <param name="Reference">The same of the reference.</param>
/// <param name="ByFactor">Reference / candidate must exceed it; below 1 for "not much worse".</param>
public sealed record Below(string Name, Quantity Candidate, Quantity Reference, double ByFactor) : Decision(Name)
{
    private const double Level = 0.01;

    public override IEnumerable<Quantity> Quantities => [Candidate, Reference];

    public override Decision On(Func<Arm, Arm> arms) => this with { Candidate = Candidate.On(arms), Reference = Reference.On(arms) };

    public override Chances? Power(Looks looks, double spread) =>
        Supposed is { } ratio ? Statistics.Power.OfBetter(looks, LogRatio.Margin(ratio), spread * Noise, LogRatio.Margin(ByFactor), Level) : null;

    // Of the log ratio, in spreads of one run: sqrt(2) for two arms, 2 for a contrast of two ratios.
    private double Noise => Math.Sqrt(Quantity.Sum([(Candidate, 1), (Reference, -1)]).Values.Sum(weight => weight * weight));

    internal override JsonObject Rule => new() { ["rule"] = "below", ["candidate"] = Candidate.Name, ["reference"] = Reference.Name, ["byFactor"] = ByFactor, ["level"] = Level };

    internal override string? WhyOutOfReach(Looks looks) => looks.Refusal(Level);

    internal override Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks)
    {
        // "XLinear: final loss 13 % lower than Linear", where both are the same metric of two arms, or two metrics of one arm; else in their own names.
        var (subject, against) = (Candidate, Reference) is (Measured a, Measured b)
            ? (new Subject(Name, a.Arm.Name, a.Metric.Name, a.Unit), a.Metric.Name == b.Metric.Name ? b.Arm.Name : a.Arm == b.Arm ? b.Metric.Name : b.Name)
            : (new Subject(Name, Candidate.Called ?? Candidate.Name, Candidate.Unit, Candidate.Unit), Reference.Called ?? Reference.Name);
        return Better.Decide(subject, against, values(Candidate), values(Reference), looks, LogRatio.Margin(ByFactor), Level);
    }
}

/// <summary>"The mean reaches a value": at least, at most, or about (<see cref="Reaches"/>).</summary>
public sealed record Reach : Decision
{
    private enum Side { AtLeast, AtMost, About }

    private readonly Side _side;
    private readonly Quantity _quantity;
    private readonly double _value;
    private readonly double _slack;

    private Reach(string name, Side side, Quantity quantity, double value, double slack)
        : base(name) => (_side, _quantity, _value, _slack) = (side, quantity, value, slack);

    /// <summary>At least the value, less the slack.</summary>
    public static Decision AtLeast(string name, Quantity quantity, double value, double slack = 0) => new Reach(name, Side.AtLeast, quantity, value, slack);

    /// <summary>At most the value, plus the slack.</summary>
    public static Decision AtMost(string name, Quantity quantity, double value, double slack = 0) => new Reach(name, Side.AtMost, quantity, value, slack);

    /// <summary>Within the slack of the value.</summary>
    public static Decision About(string name, Quantity quantity, double value, double within) => new Reach(name, Side.About, quantity, value, within);

    public override IEnumerable<Quantity> Quantities => [_quantity];

    public override Decision On(Func<Arm, Arm> arms) => new Reach(Name, _side, _quantity.On(arms), _value, _slack) { Looks = Looks, Supposed = Supposed, NeedsNoLearning = NeedsNoLearning };

    public override Chances? Power(Looks looks, double spread)
    {
        if (Supposed is not { } mean)
            return null;
        var (quoted, share) = (Quoted.Exactly(_value), spread * (mean == 0 ? 1 : Math.Abs(mean)));
        return _side switch
        {
            Side.AtLeast => Statistics.Power.OfAtLeast(looks, mean, share, quoted, _slack),
            Side.AtMost => Statistics.Power.OfAtMost(looks, mean, share, quoted, _slack),
            _ => Statistics.Power.OfAbout(looks, mean, share, quoted, _slack),
        };
    }

    internal override JsonObject Rule => new()
    {
        ["rule"] = _side.ToString(), ["quantity"] = _quantity.Name, ["value"] = _value, ["slack"] = _slack, ["level"] = Reaches.PassError, ["contraryLevel"] = Reaches.FailError,
    };

    internal override string? WhyOutOfReach(Looks looks) => looks.Refusal(Reaches.PassError);

    internal override Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks)
    {
        var (subject, sample, quoted) = (Of(Name, _quantity), values(_quantity), Quoted.Exactly(_value));
        return _side switch
        {
            Side.AtLeast => Reaches.AtLeast(subject, sample, quoted, looks, _slack),
            Side.AtMost => Reaches.AtMost(subject, sample, quoted, looks, _slack),
            _ => Reaches.About(subject, sample, quoted, looks, _slack),
        };
    }

    internal static Subject Of(string name, Quantity quantity) => quantity is Measured m
        ? new Subject(name, m.Arm.Name, m.Metric.Name, m.Unit)
        : new Subject(name, quantity.Called ?? quantity.Name, quantity.Unit, quantity.Unit);
}

/// <summary>"The printed number is a plausible seed of ours", on a log scale (<see cref="Statistics.Plausible"/>).</summary>
/// <param name="Name">A short sentence.</param>
/// <param name="Quantity">An error: positive.</param>
/// <param name="Printed">As the write-up prints it.</param>
/// <param name="Widest">The ratio of the prediction interval's ends beyond which it says nothing.</param>
public sealed record IsPlausible(string Name, Quantity Quantity, Quoted Printed, double Widest) : Decision(Name)
{
    // Of a cell that is judged as its table will be: its share of the table's.
    internal double Error { get; init; } = Plausible.Error;

    public override IEnumerable<Quantity> Quantities => [Quantity];

    public override Decision On(Func<Arm, Arm> arms) => this with { Quantity = Quantity.On(arms) };

    public override Chances? Power(Looks looks, double spread) => Statistics.Power.OfPlausible(looks, 0, spread, Widest);

    internal override JsonObject Rule => new()
    {
        ["rule"] = "plausible", ["quantity"] = Quantity.Name, ["printed"] = Printed.Value, ["halfDigit"] = Printed.HalfDigit, ["widest"] = Widest, ["level"] = Error,
    };

    internal override string? WhyOutOfReach(Looks looks) => looks.RefusalOfOnce();

    internal override Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks) => Plausible.Decide(Reach.Of(Name, Quantity), values(Quantity), Printed, looks, Widest, error: Error);
}

/// <summary>"Every printed number of a table is a plausible seed of ours", at one error for the table (<see cref="PlausibleTable"/>).</summary>
/// <param name="Name">A short sentence.</param>
/// <param name="Cells">Errors, each with what the write-up prints for it.</param>
/// <param name="Widest">The ratio of a cell's interval's ends beyond which it says nothing.</param>
public sealed record IsPlausibleTable(string Name, IReadOnlyList<(Quantity Quantity, Quoted Printed)> Cells, double Widest) : Decision(Name)
{
    public override IEnumerable<Quantity> Quantities => Cells.Select(cell => cell.Quantity);

    public override Decision On(Func<Arm, Arm> arms) => this with { Cells = [.. Cells.Select(cell => (cell.Quantity.On(arms), cell.Printed))] };

    public override Chances? Power(Looks looks, double spread) => Statistics.Power.OfPlausible(looks, 0, spread, Widest, cells: Cells.Count);

    /// <summary>Its cells one by one, each judged as the table will: where one fails, no other can save it.</summary>
    internal IEnumerable<Decision> Alone => Cells.Select(cell => new IsPlausible(cell.Quantity.Name, cell.Quantity, cell.Printed, Widest) { Looks = Looks, Error = Plausible.Error / Cells.Count });

    internal override JsonObject Rule => new()
    {
        ["rule"] = "plausibleTable", ["widest"] = Widest, ["level"] = Plausible.Error,
        ["cells"] = new JsonArray([.. Cells.Select(cell => (JsonNode)new JsonObject { ["quantity"] = cell.Quantity.Name, ["printed"] = cell.Printed.Value, ["halfDigit"] = cell.Printed.HalfDigit })]),
    };

    internal override string? WhyOutOfReach(Looks looks) => looks.RefusalOfOnce();

    internal override Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks) =>
        PlausibleTable.Decide(Name, [.. Cells.Select(cell => new Cell(Reach.Of(cell.Quantity.Name, cell.Quantity), values(cell.Quantity), cell.Printed))], looks, Widest).Finding;
}

/// <summary>"Two quantities are equal, but for rounding": mathematics decides, at every seed (<see cref="Oracle"/>).</summary>
/// <param name="Name">A short sentence.</param>
/// <param name="Quantity">What is measured.</param>
/// <param name="Expected">What it must equal; null for 0.</param>
/// <param name="Tolerance">The largest difference that rounding explains.</param>
/// <param name="Derivation">Where the tolerance comes from.</param>
public sealed record Equal(string Name, Quantity Quantity, Quantity? Expected, double Tolerance, string Derivation) : Decision(Name)
{
    public override bool IsIdentity => true;

    public override IEnumerable<Quantity> Quantities => Expected is null ? [Quantity] : [Quantity, Expected];

    public override Decision On(Func<Arm, Arm> arms) => this with { Quantity = Quantity.On(arms), Expected = Expected?.On(arms) };

    internal override JsonObject Rule => new() { ["rule"] = "equal", ["quantity"] = Quantity.Name, ["expected"] = Expected?.Name ?? "0", ["tolerance"] = Tolerance };

    internal override Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks)
    {
        var measured = values(Quantity)(looks.Last).Values;
        return Oracle.Equal(Reach.Of(Name, Quantity), measured, Expected is null ? [.. measured.Select(_ => 0.0)] : values(Expected)(looks.Last).Values, Tolerance, Derivation);
    }
}

/// <summary>"No run gets below what theory allows": one that does has seen what it must not (<see cref="Oracle"/>).</summary>
/// <param name="Name">A short sentence.</param>
/// <param name="Quantity">What is measured.</param>
/// <param name="Bound">The best that theory allows.</param>
/// <param name="Tolerance">How far below it noise alone may take a value.</param>
/// <param name="Derivation">Where both come from.</param>
public sealed record NeverBelow(string Name, Quantity Quantity, double Bound, double Tolerance, string Derivation) : Decision(Name)
{
    public override bool IsIdentity => true;

    public override IEnumerable<Quantity> Quantities => [Quantity];

    public override Decision On(Func<Arm, Arm> arms) => this with { Quantity = Quantity.On(arms) };

    internal override JsonObject Rule => new() { ["rule"] = "neverBelow", ["quantity"] = Quantity.Name, ["bound"] = Bound, ["tolerance"] = Tolerance };

    internal override Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks) =>
        Oracle.NeverBelow(Reach.Of(Name, Quantity), values(Quantity)(looks.Last).Values, Bound, Tolerance, Derivation);
}
