using System.Text.Json.Serialization;

namespace Reproduction.Results;

/// <summary>A difference as a table shows it.</summary>
/// <param name="What">A measurement and its seed, a decision, or a part of the plan.</param>
/// <param name="Was">As approved.</param>
/// <param name="Now">As received.</param>
/// <param name="By">How far a number moved: "-3.3 %".</param>
/// <param name="Band">How far it may move, where bits are not promised.</param>
internal sealed record DifferenceRow(string What, string Was, string Now, string By = "", string Band = "");

/// <summary>A difference from the baseline: a closed set, in the order of its gravity.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "changed")]
[JsonDerivedType(typeof(PlanChanged), "plan")]
[JsonDerivedType(typeof(VerdictChanged), "verdict")]
[JsonDerivedType(typeof(DecisionChanged), "decision")]
[JsonDerivedType(typeof(ControlChanged), "control")]
[JsonDerivedType(typeof(MeasurementChanged), "measurement")]
[JsonDerivedType(typeof(MeanMoved), "mean")]
[JsonDerivedType(typeof(ValueMoved), "value")]
[JsonDerivedType(typeof(DivergedRunsChanged), "diverged")]
[JsonDerivedType(typeof(NumericsChanged), "numerics")]
[JsonDerivedType(typeof(SeedsChanged), "seeds")]
[JsonDerivedType(typeof(WeightsChanged), "weights")]
internal abstract record Difference
{
    private protected const string Missing = "missing";

    private protected Difference()
    {
    }

    /// <summary>The standing that it leads to.</summary>
    internal virtual StandingKind Standing => StandingKind.Drifted;

    /// <summary>Whether the claim, or a decision, comes out differently: approved only where that is meant.</summary>
    [JsonIgnore]
    public virtual bool Flips => false;

    /// <summary>The difference as a row of a table.</summary>
    public abstract DifferenceRow Row();

    /// <summary>The difference as a line: "final loss, mean: 0.3158 -> 0.3142 (-0.5 %)".</summary>
    public sealed override string ToString()
    {
        var row = Row();
        string[] told = [row.By, row.Band.Length > 0 ? $"band {row.Band}" : ""];
        var aside = string.Join("; ", told.Where(text => text.Length > 0));
        return $"{row.What}: {row.Was} -> {row.Now}{(aside.Length > 0 ? $" ({aside})" : "")}";
    }
}

/// <summary>A part of the plan.</summary>
/// <param name="Path">For example "arms[Linear].experiment.LearningRate".</param>
/// <param name="Was">As approved; null where there was none.</param>
/// <param name="Now">As planned today; null where it is gone.</param>
internal sealed record PlanChanged(string Path, string? Was, string? Now) : Difference
{
    internal override StandingKind Standing => StandingKind.PlanChanged;

    public override DifferenceRow Row() => new(Path, Was ?? Missing, Now ?? Missing);
}

/// <summary>The claim's verdict, in the words of its kind and tier.</summary>
internal sealed record VerdictChanged(string Was, string Now) : Difference
{
    internal override StandingKind Standing => StandingKind.VerdictChanged;

    [JsonIgnore]
    public override bool Flips => true;

    public override DifferenceRow Row() => new("verdict", Was, Now);
}

/// <summary>A decision; null on the side that has none of its name.</summary>
internal sealed record DecisionChanged(string Name, Verdict? Was, Verdict? Now) : Difference
{
    internal override StandingKind Standing => StandingKind.VerdictChanged;

    [JsonIgnore]
    public override bool Flips => Was is not null && Now is not null;

    public override DifferenceRow Row() => new($"decision \"{Name}\"", Was?.ToString() ?? Missing, Now?.ToString() ?? Missing);
}

/// <summary>A control, or a decision on the untrained networks; null on the side that has none of its name.</summary>
internal sealed record ControlChanged(string Name, bool Untrained, Verdict? Was, Verdict? Now) : Difference
{
    internal override StandingKind Standing => StandingKind.VerdictChanged;

    public override DifferenceRow Row() =>
        new($"{(Untrained ? "twin" : "control")} \"{Name}\"", Was?.ToString() ?? Missing, Now?.ToString() ?? Missing);
}

/// <summary>A measurement with another unit, or on one side alone.</summary>
internal sealed record MeasurementChanged(string Measurement, string? WasUnit, string? NowUnit) : Difference
{
    public override DifferenceRow Row() => new($"unit of \"{Measurement}\"", WasUnit ?? Missing, NowUnit ?? Missing);
}

/// <summary>The mean of a measurement.</summary>
/// <param name="Measurement">Its name.</param>
/// <param name="Was">As approved.</param>
/// <param name="Now">As received.</param>
/// <param name="Band">The band that it left; null where bits are promised.</param>
internal sealed record MeanMoved(string Measurement, double Was, double Now, Band? Band) : Difference
{
    public override DifferenceRow Row() => new(
        $"{Measurement}, mean", Words.Apart(Was, Now), Words.Apart(Now, Was), Words.Change(Was, Now),
        Band switch
        {
            null => "",
            { HalfWidth: double.PositiveInfinity } => "none: a single value has no spread",
            _ => $"±{Words.Number(Band.HalfWidth)}, {Band.By}",
        });
}

/// <summary>The value of a seed, where bits are promised; null on the side that has none.</summary>
internal sealed record ValueMoved(string Measurement, int Seed, double? Was, double? Now) : Difference
{
    public override DifferenceRow Row() => Was is { } was && Now is { } now
        ? new($"{Measurement}, seed {Seed}", Words.Apart(was, now), Words.Apart(now, was), Words.Change(was, now))
        : new($"{Measurement}, seed {Seed}", Text(Was), Text(Now));

    private static string Text(double? value) => value is { } number ? Words.Full(number) : Missing;
}

/// <summary>The number of runs that diverged, where bits are not promised.</summary>
internal sealed record DivergedRunsChanged(string Measurement, int Was, int WasOf, int Now, int NowOf) : Difference
{
    public override DifferenceRow Row() => new($"{Measurement}, diverged runs", $"{Was} of {WasOf}", $"{Now} of {NowOf}");
}

/// <summary>The rules behind the numbers.</summary>
internal sealed record NumericsChanged(string Was, string Now) : Difference
{
    public override DifferenceRow Row() => new("numerics", Was, Now);
}

/// <summary>The seeds that were run.</summary>
internal sealed record SeedsChanged(IReadOnlyList<int> Was, IReadOnlyList<int> Now) : Difference
{
    public override DifferenceRow Row() => new("seeds", string.Join(", ", Was), string.Join(", ", Now));
}

/// <summary>The final weights, by their fingerprints.</summary>
internal sealed record WeightsChanged(string Was, string Now) : Difference
{
    public override DifferenceRow Row() => new("final weights", Short(Was), Short(Now));

    private static string Short(string hash) => hash.Length > 8 ? hash[..8] : hash;
}
