using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Claims;

/// <summary>A plan carried out on other experiments than it asks for: what its verdict survives, and what it does not.</summary>
/// <param name="Name">Short; names its file.</param>
/// <param name="Kind">Why.</param>
/// <param name="Sentence">What is varied.</param>
/// <param name="Of">From a plan and an experiment of it to what is trained in its place; the same where there is nothing to vary.</param>
public sealed record Variation(string Name, VariationKind Kind, string Sentence, Func<Plan, IExperiment, IExperiment> Of)
{
    /// <summary>Nothing is varied.</summary>
    public static Variation Reference { get; } = new("none", VariationKind.Reference, "Nothing is varied.", (_, experiment) => experiment);

    /// <summary>Added to every seed index.</summary>
    public int FirstSeed { get; init; }

    /// <summary>The claims that it is tried on; all where null.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Trains anew what is the same: it varies what no experiment says.</summary>
    public bool Anew { get; init; }

    /// <summary>Why no claim can notice it, where that is proven; "" for nothing.</summary>
    public string Proof { get; init; } = "";

    /// <summary>Whether a claim trains anything else under it.</summary>
    public bool Touches(Plan plan) => (Only?.Contains(plan.Claim.Id) ?? true)
        && (Anew || FirstSeed != 0 || Kind == VariationKind.Reference || plan.Deciding.Any(arm => Of(plan, arm.Experiment).Canonical != arm.Experiment.Canonical));

    /// <summary>What a plan comes to under it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="seeds">One look at so many seeds.</param>
    /// <param name="shared">Where runs come from that it leaves as they are.</param>
    /// <param name="own">Where the others come from.</param>
    public VariedCell On(Plan plan, int seeds, ILab shared, ILab own)
    {
        var lab = new VariedLab(experiment => Of(plan, experiment), Anew || FirstSeed != 0 ? own : shared, own);
        var result = Examination.Of(plan, new Conditions(lab) { Seeds = seeds, FirstSeed = FirstSeed, VerdictOnly = Kind != VariationKind.Bands });
        var first = result.Findings.FirstOrDefault();
        double Shown(Func<Statistics.Finding, double> value) => first is null ? double.NaN : first.Shown(value(first));
        return new(
            plan.Claim.Id, plan.Registration, seeds, result.Verdict, first?.Name ?? "", Shown(f => f.Estimate), Shown(f => f.Low), Shown(f => f.High),
            result.Faults.Count > 0 ? result.Faults[0] : first is { Effect.Length: > 0 } ? first.Effect : first?.Reason ?? "")
        {
            Measurements = Kind == VariationKind.Bands ? result.Measurements : null,
        };
    }

    private sealed class VariedLab(Func<IExperiment, IExperiment> varied, ILab shared, ILab own) : ILab
    {
        public Device Device => own.Device;

        public int Parallelism => own.Parallelism;

        public Work Work => own.Work;

        public string? WhyNoGpu => own.WhyNoGpu;

        public void CheckDevice() => own.CheckDevice();

        public string? Explain(Exception e) => own.Explain(e);

        public int Available(IExperiment experiment, Tier tier, int firstSeed) => own.Available(varied(experiment), tier, firstSeed);

        public IReadOnlyList<IRun> Runs(IReadOnlyList<(IExperiment Experiment, int Seed)> wanted, Tier tier, Action<TimeSpan>? spent = null)
        {
            var asked = wanted.Select(want => (Experiment: varied(want.Experiment), want.Seed, Same: varied(want.Experiment).Canonical == want.Experiment.Canonical)).ToList();
            var same = new Queue<IRun>(shared.Runs([.. asked.Where(a => a.Same).Select(a => (a.Experiment, a.Seed))], tier, spent));
            var others = new Queue<IRun>(own.Runs([.. asked.Where(a => !a.Same).Select(a => (a.Experiment, a.Seed))], tier, spent));
            return [.. asked.Select(a => a.Same ? same.Dequeue() : others.Dequeue())];
        }
    }
}
