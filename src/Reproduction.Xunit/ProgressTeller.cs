using System.Diagnostics;
using Reproduction.Claims;

namespace Reproduction.Testing;

/// <summary>Says every 15 seconds what is done, what trains, and how long the rest will take.</summary>
internal sealed class ProgressTeller : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly Timer _timer;
    private readonly ILab? _lab;
    private readonly Action<string> _tell;
    private readonly Func<int> _decided;
    private readonly int _verdicts;
    private readonly double _planned;
    // The wall's clock may jump by years.
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <param name="cases">Claims and tiers that were asked for.</param>
    /// <param name="tell">Where a line goes.</param>
    /// <param name="decided">Verdicts so far.</param>
    public ProgressTeller(IReadOnlyList<(ClaimTest Claim, Tier Tier)> cases, Action<string> tell, Func<int> decided)
    {
        (_tell, _decided, _verdicts) = (tell, decided, cases.Count);
        _lab = cases.Count > 0 ? Suite.Of(cases[0].Claim.GetType().Assembly).Lab : null;
        _planned = cases.SelectMany(c => FirstLooks(Settings.Current.Rehearsal ? c.Claim.RehearsalPlan : c.Claim.PlanOf(c.Tier)))
            .Distinct().Sum(run => run.Cost);
        _timer = new Timer(_ => Say(), null, Every, Every);
    }

    public void Dispose() => _timer.Dispose();

    // Published runs are proven, where all of them are there.
    private IEnumerable<(string Experiment, int Seed, bool Published, double Cost)> FirstLooks(Plan plan) =>
        from use in plan.FirstLooks()
        let seeds = Math.Min(use.Seeds, Settings.Current.Seeds ?? int.MaxValue)
        where _lab!.Available(use.Arm.Experiment, plan.Tier, plan.FirstSeed) >= seeds
        from seed in Enumerable.Range(plan.FirstSeed, seeds)
        from experiment in new[] { use.Arm.Experiment, use.Arm.Experiment.Untrained }
        select (experiment.Canonical, seed, plan.Tier == Tier.Published, _lab!.CostOf(experiment, plan.Tier));

    private void Say()
    {
        if (_lab?.Work is not { } work)
            return;
        var spent = _clock.Elapsed;
        if (_decided() >= _verdicts)
        {
            _tell($"all of {Words.Count(_verdicts, "verdict")} after {Words.Duration(spent)}; the report is being written");
            return;
        }
        double total = Math.Max(_planned, work.Asked);
        _tell($"{_decided()} of {Words.Count(_verdicts, "verdict")} after {Words.Duration(spent)}, "
            + $"{work.Left(spent, total)}{(work.Now.Length > 0 ? $"; {work.Now}" : "")}");
    }
}
