using System.Text;
using Reproduction.Results;

namespace WeightPred.Claims;

/// <summary>
/// Faults that are planted into every experiment of a claim: each must change the verdict of some claim, and each claim about
/// learning must notice two. Other seeds must change none. Choices that the write-up leaves open are told, and may do either.
/// </summary>
public sealed class PlantedFaultTests
{
    private const int Seeds = 5;

    private enum Should { BeNoticed, NotBeNoticed, BeTold }

    private sealed record Change(string Name, Should Should, Func<Experiment, Experiment> Of, int FirstSeed = 0);

    private static readonly Change[] Changes =
    [
        .. Sabotage.All.Where(fault => fault != Sabotage.None)
            .Select(fault => new Change($"{fault}", Should.BeNoticed, fault.In)),
        new("rate x 0.1", Should.BeNoticed, e => e with { LearningRate = e.LearningRate / 10 }),
        new("rate x 10", Should.BeNoticed, e => e with { LearningRate = e.LearningRate * 10 }),
        new("other seeds", Should.NotBeNoticed, e => e, FirstSeed: 50_000),
        new("two blocks", Should.BeTold, e => e.Net switch
        {
            ResLinearNet net => e with { Net = net with { Blocks = 2 } },
            FlattenedPairsNet net => e with { Net = net with { Blocks = 2 } },
            _ => e,
        }),
        new("9 -> 5 -> 1", Should.BeTold,
            e => e.Generator == PartTwo.Large ? e with { Generator = KnownGenerators.TwoLayerMlp(9, 5, WeightScale.LeCun) } : e),
        new("EMA 0.9", Should.BeTold, e => e.EmaDecay == 0.99 ? e with { EmaDecay = 0.9 } : e),
        new("EMA 0.999", Should.BeTold, e => e.EmaDecay == 0.99 ? e with { EmaDecay = 0.999 } : e),
    ];

    [SkippableFact, Trait("Category", "Faults")]
    public void Every_fault_is_noticed_and_every_claim_about_learning_notices_two()
    {
        Skip.IfNot(Settings.Current.Nightly,
            "Trains every claim under every fault, for an hour or two: set REPRODUCTION_NIGHTLY=yes.");
        var suite = Suite.Of(typeof(PlantedFaultTests).Assembly);
        var table = new StringBuilder("change,should,claim,verdict without,verdict with\n");
        string file = Path.Combine(suite.Artifacts, "planted-faults.csv");
        var noticed = new List<(Change Change, Plan Plan)>();
        Plan[] plans = [.. Suite.ClaimsOf(typeof(PlantedFaultTests).Assembly).Select(claim => claim.PlanOf(Tier.Quick))];
        foreach (var plan in plans)
        {
            var without = Verdict(plan, suite.Lab, Changes[0] with { Of = e => e });
            foreach (var change in Changes.Where(change => change.FirstSeed != 0 || Touches(change, plan)))
            {
                var with = Verdict(plan, suite.Lab, change);
                table.Append($"{change.Name},{change.Should},{plan.Claim.Id},{without},{with}\n");
                if (with != without)
                    noticed.Add((change, plan));
            }

            Directory.CreateDirectory(suite.Artifacts);
            File.WriteAllText(file, table.ToString());
        }

        string[] wrong =
        [
            .. from change in Changes
               let claims = noticed.Where(n => n.Change == change).Select(n => n.Plan.Claim.Id).ToList()
               where change.Should == Should.BeNoticed ? claims.Count == 0
                   : change.Should == Should.NotBeNoticed && claims.Count > 0
               select $"{change.Name} is noticed by {(claims.Count == 0 ? "no claim" : string.Join(", ", claims))}",
            .. from plan in plans
               where plan.Claim.Kind != Kind.Identity
               let faults = noticed.Count(n => n.Plan == plan && n.Change.Should == Should.BeNoticed)
               where faults < 2
               select $"{plan.Claim.Id} notices {faults} faults",
        ];
        Assert.True(wrong.Length == 0, $"{string.Join("; ", wrong)}. All outcomes: {file}");
    }

    private static bool Touches(Change change, Plan plan) =>
        plan.Arms.Any(arm => change.Of((Experiment)arm.Experiment).Canonical != arm.Experiment.Canonical);

    private static Verdict Verdict(Plan plan, ILab lab, Change change) =>
        Examination.Of(plan,
            new Conditions(new Changed(lab, change)) { Seeds = Seeds, FirstSeed = change.FirstSeed, VerdictOnly = true }).Verdict;

    /// <summary>Trains a changed experiment in place of the one that is asked for.</summary>
    private sealed class Changed(ILab lab, Change change) : ILab
    {
        public Device Device => lab.Device;

        public int Parallelism => lab.Parallelism;

        public Work Work => lab.Work;

        public string? WhyNoGpu => lab.WhyNoGpu;

        public void CheckDevice() => lab.CheckDevice();

        public string? Explain(Exception e) => lab.Explain(e);

        public int Available(IExperiment experiment, Tier tier, int firstSeed) => lab.Available(Of(experiment), tier, firstSeed);

        public IReadOnlyList<IRun> Runs(IReadOnlyList<(IExperiment Experiment, int Seed)> wanted, Tier tier,
            Action<TimeSpan>? spent = null) =>
            lab.Runs([.. wanted.Select(want => (Of(want.Experiment), want.Seed))], tier, spent);

        // An untrained control has nothing to break.
        private IExperiment Of(IExperiment experiment) =>
            ((Experiment)experiment).LearningRate == 0 ? experiment : change.Of((Experiment)experiment);
    }
}
