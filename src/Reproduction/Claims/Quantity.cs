namespace Reproduction.Claims;

/// <summary>One number a seed: a metric of an arm, or what a few of them make. Its name says how it is made, so that the name is
/// all that a plan needs to hash.</summary>
public abstract record Quantity
{
    /// <summary>"XLinear: final loss".</summary>
    public abstract string Name { get; }

    public abstract string Unit { get; }

    /// <summary>Its name in sentences; <see cref="Name"/> where null.</summary>
    public string? Called { get; init; }

    /// <summary>The same under a short name, for sentences; plans keep its full one.</summary>
    public Quantity As(string called) => this with { Called = called };

    /// <summary>The arms it is made of.</summary>
    public abstract IEnumerable<Arm> Arms { get; }

    /// <summary>The metrics of arms that it is made of.</summary>
    public abstract IEnumerable<Measured> Parts { get; }

    /// <summary>The same of other arms, such as untrained ones.</summary>
    public abstract Quantity On(Func<Arm, Arm> arms);

    /// <summary>
    /// Weight of each part's log in the log of the quantity: 1 and -1 for a quotient. (Approximate for a difference or a mean:
    /// its parts are taken for alike.)
    /// </summary>
    public abstract IReadOnlyDictionary<Measured, double> LogWeights { get; }

    /// <summary>Its value from those of its parts.</summary>
    public abstract double Of(Func<Measured, double> parts);

    /// <summary>Its values by seed from what was measured, itself or all that it is made of;
    /// null where that is not enough.</summary>
    /// <param name="measured">From a quantity's name to its values.</param>
    public virtual IReadOnlyList<double>? From(Func<string, IReadOnlyList<double>?> measured) => measured(Name);

    /// <summary>"This is lower than the other, by more than a factor." Both are errors: never negative.</summary>
    public Decision Below(Quantity other, double byFactor = 1, string? name = null) =>
        new LowerThan(name ?? $"{Name} is below {other.Name}", this, other, byFactor);

    /// <summary>The weights of several, each times a factor.</summary>
    internal static IReadOnlyDictionary<Measured, double> Sum(IEnumerable<(Quantity Of, double Times)> quantities) =>
        quantities.SelectMany(q => q.Of.LogWeights.Select(w => (w.Key, Value: q.Times * w.Value))).GroupBy(w => w.Key)
            .ToDictionary(g => g.Key, g => g.Sum(w => w.Value));

    /// <summary>The quotient, seed by seed: a gain, where both are errors.</summary>
    public Quantity Over(Quantity other) => new Combined("/", this, other);

    /// <summary>The difference, seed by seed.</summary>
    public Quantity Less(Quantity other) => new Combined("-", this, other);

    /// <summary>The geometric mean, seed by seed.</summary>
    public static Quantity GeometricMean(params Quantity[] of) => new Combined("geometric mean of", of);

    /// <summary>The mean, seed by seed.</summary>
    public static Quantity Mean(params Quantity[] of) => new Combined("mean of", of);
}

/// <summary>A metric of an arm.</summary>
public sealed record Measured(Arm Arm, Metric Metric) : Quantity
{
    public override string Name => $"{Arm.Name}: {Metric.Name}";

    public override string Unit => Metric.Unit;

    public override IEnumerable<Arm> Arms => [Arm];

    public override IEnumerable<Measured> Parts => [this];

    public override Quantity On(Func<Arm, Arm> arms) => this with { Arm = arms(Arm) };

    public override IReadOnlyDictionary<Measured, double> LogWeights => new Dictionary<Measured, double> { [this] = 1 };

    public override double Of(Func<Measured, double> parts) => parts(this);

    public bool Equals(Measured? other) => other is not null && Arm == other.Arm && Metric.Name == other.Metric.Name;

    public override int GetHashCode() => Arm.GetHashCode();
}

/// <summary>Several quantities, put together seed by seed.</summary>
internal sealed record Combined : Quantity
{
    private readonly string _how;
    private readonly Quantity[] _of;

    internal Combined(string how, params Quantity[] of) => (_how, _of) = (how, of);

    public override string Name =>
        _how is "/" or "-" ? $"({_of[0].Name}) {_how} ({_of[1].Name})" : $"{_how} ({string.Join("; ", _of.Select(q => q.Name))})";

    public override string Unit => _how == "/" ? "ratio" : _of[0].Unit;

    public override IEnumerable<Arm> Arms => _of.SelectMany(q => q.Arms).Distinct();

    public override IEnumerable<Measured> Parts => _of.SelectMany(q => q.Parts).Distinct();

    public override Quantity On(Func<Arm, Arm> arms) => new Combined(_how, [.. _of.Select(q => q.On(arms))]) { Called = Called };

    public override IReadOnlyDictionary<Measured, double> LogWeights =>
        Sum(_of.Select((q, i) => (q, _how is not ("/" or "-") ? 1.0 / _of.Length : i == 0 ? 1 : -1)));

    public override double Of(Func<Measured, double> parts) => Together([.. _of.Select(q => q.Of(parts))]);

    public override IReadOnlyList<double>? From(Func<string, IReadOnlyList<double>?> measured)
    {
        if (base.From(measured) is { } itself)
            return itself;
        var of = _of.Select(quantity => quantity.From(measured)).ToList();
        return of.Contains(null) ? null
            : [.. Enumerable.Range(0, of.Min(values => values!.Count))
                .Select(i => Together([.. of.Select(values => values![i])]))];
    }

    private double Together(double[] values) => _how switch
    {
        "/" => values[0] / values[1],
        "-" => values[0] - values[1],
        "mean of" => values.Average(),
        _ => Statistics.LogRatio.GeometricMean(values),
    };

    public bool Equals(Combined? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
