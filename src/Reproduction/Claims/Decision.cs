using System.Text.Json.Nodes;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>What is to be decided, and by which rule: data, fixed before anything is trained.</summary>
/// <param name="Name">A short sentence; what baselines call it.</param>
public abstract record Decision(string Name)
{
    /// <summary>When it looks, and at how many seeds; null for the plan's schedule.</summary>
    public Looks? Looks { get; init; }

    /// <summary>True by construction: it must hold on untrained networks, too.</summary>
    public virtual bool IsIdentity => false;

    /// <summary>What it compares.</summary>
    public abstract IEnumerable<Quantity> Quantities { get; }

    /// <summary>The same decision on other arms.</summary>
    public abstract Decision On(Func<Arm, Arm> arms);

    /// <summary>Everything that can change its verdict, but for the looks.</summary>
    internal abstract JsonObject Rule { get; }

    /// <summary>Decides.</summary>
    /// <param name="values">From a quantity and a number of seeds to its values.</param>
    /// <param name="looks">When to look.</param>
    internal abstract Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks);

    /// <summary>Why so many seeds can never decide it, or null.</summary>
    internal virtual string? WhyOutOfReach(Looks looks) => looks.Last < 2 ? "one seed says nothing about the spread between seeds." : null;

    /// <summary>At one look, in place of the plan's schedule.</summary>
    public Decision At(params int[] seeds) => this with { Looks = Looks.At(seeds) };
}

/// <summary>"The candidate is lower than the reference, by more than a factor", paired by seed on a log scale (<see cref="Better"/>).</summary>
public sealed record Below(string Name, Quantity Candidate, Quantity Reference, double ByFactor) : Decision(Name)
{
    private const double Level = 0.01;

    public override IEnumerable<Quantity> Quantities => [Candidate, Reference];

    public override Decision On(Func<Arm, Arm> arms) => this with { Candidate = Candidate.On(arms), Reference = Reference.On(arms) };

    internal override JsonObject Rule => new() { ["rule"] = "below", ["candidate"] = Candidate.Name, ["reference"] = Reference.Name, ["byFactor"] = ByFactor, ["level"] = Level };

    internal override Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks) => Better.Decide(
        Name, $"log ratio, {Reference.Name} / {Candidate.Name}", values(Candidate), values(Reference), looks, LogRatio.Margin(ByFactor), Level);
}

/// <summary>"The mean reaches a value": at least, at most, or about (<see cref="Statistics.Reaches"/>).</summary>
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
    public static Reach AtLeast(string name, Quantity quantity, double value, double slack = 0) => new(name, Side.AtLeast, quantity, value, slack);

    /// <summary>At most the value, plus the slack.</summary>
    public static Reach AtMost(string name, Quantity quantity, double value, double slack = 0) => new(name, Side.AtMost, quantity, value, slack);

    /// <summary>Within the slack of the value.</summary>
    public static Reach About(string name, Quantity quantity, double value, double within) => new(name, Side.About, quantity, value, within);

    public override IEnumerable<Quantity> Quantities => [_quantity];

    public override Decision On(Func<Arm, Arm> arms) => new Reach(Name, _side, _quantity.On(arms), _value, _slack) { Looks = Looks };

    internal override JsonObject Rule => new()
    {
        ["rule"] = _side.ToString(), ["quantity"] = _quantity.Name, ["value"] = _value, ["slack"] = _slack, ["level"] = Reaches.PassError, ["contraryLevel"] = Reaches.FailError,
    };

    internal override Finding Decide(Func<Quantity, Func<int, Sample>> values, Looks looks)
    {
        string statistic = $"{_quantity.Name} [{_quantity.Unit}]";
        var (sample, quoted) = (values(_quantity), Quoted.Exactly(_value));
        return _side switch
        {
            Side.AtLeast => Reaches.AtLeast(Name, statistic, sample, quoted, looks, _slack),
            Side.AtMost => Reaches.AtMost(Name, statistic, sample, quoted, looks, _slack),
            _ => Reaches.About(Name, statistic, sample, quoted, looks, _slack),
        };
    }
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
        return Oracle.Equal(Name, Quantity.Name, measured, Expected is null ? [.. measured.Select(_ => 0.0)] : values(Expected)(looks.Last).Values, Tolerance, Derivation);
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
        Oracle.NeverBelow(Name, Quantity.Name, values(Quantity)(looks.Last).Values, Bound, Tolerance, Derivation);
}
