using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

public sealed class An_orphaned_baseline_is_found : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    public abstract class Example_claim(Budget budget) : ClaimTest(budget)
    {
        public override Statement Statement => throw new NotSupportedException();

        protected override Evidence Examine(Lab lab) => throw new NotSupportedException();

        internal sealed class Quick() : Example_claim(Budget.Quick);
    }

    [Fact]
    public void Whatever_tier_and_device_it_was_approved_on()
    {
        foreach (string name in (string[])["Example_claim.Quick", "Example_claim.Full", "Example_claim.Quick.torchsharp-cpu", "Example_claim.Full.torchsharp-cuda", "Renamed_claim.Quick"])
            File.WriteAllText(BaselineFile.VerifiedPath(_scratch.Path, name), "");
        Assert.Equal([_scratch["Renamed_claim.Quick.verified.json"]], Suite.OrphanedBaselines(typeof(Example_claim).Assembly, _scratch.Path));
    }
}
