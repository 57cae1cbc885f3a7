using WeightPred.Reproduction;
using WeightPred.Unit.Baselines;

namespace WeightPred.Unit.Reporting;

/// <summary>An invented run of several claims, among them red and hostile ones.</summary>
internal static class Runs
{
    public static readonly Chart Loss = new("", "Loss", "step", "loss, MSE", [new Series("Linear", [1, 10, 100], [1, 0.1, 0.04]), new Series("XLinear", [1, 10, 100], [1, 0.08, 0.025])]) { LogX = true, LogY = true };

    public static ReportEntry Entry(string id, BaselineKind kind = BaselineKind.Equal, Verdict verdict = Verdict.Reproduced, Func<Outcome, Outcome>? change = null)
    {
        var outcome = Made.Outcome(id, verdict) with { Charts = [Loss, Loss with { Name = "zoom in" }] };
        outcome = change?.Invoke(outcome) ?? outcome;
        return new ReportEntry(outcome, new BaselineResult
        {
            Kind = kind,
            Passed = kind is BaselineKind.Equal or BaselineKind.Approved or BaselineKind.Partial,
            Message = $"Directory: /baselines\nNotEqual: {id}",
            VerifiedFile = $"/repository/baselines/{outcome.BaselineName}.verified.json",
            ReceivedFile = kind is BaselineKind.Equal ? null : $"/repository/baselines/{outcome.BaselineName}.received.json",
            Approved = kind is BaselineKind.New ? null : Verdict.Reproduced,
            Differences = kind is BaselineKind.Drifted ? [new BaselineDifference("loss, seed 2", "0.1", "0.2", "0.1", "0 (bits)")] : [],
            Notes = ["a note"],
            CanBeApproved = kind is BaselineKind.New or BaselineKind.Drifted,
        });
    }

    public static Report Of(params IEnumerable<ReportEntry> entries) => entries.Aggregate(
        new Report { Started = new Made.Noon().GetUtcNow(), Environments = [Made.Machine], Runs = ["https://ci.invalid/1"], Entries = [] },
        (report, entry) => report.With(entry));

    public static IReadOnlyList<ReportEntry> Many =>
    [
        Entry("P2.10", BaselineKind.New),
        Entry("P1.1"),
        Entry("P2.2", BaselineKind.Drifted, Verdict.NotReproduced, o => o.With(0, 1, double.PositiveInfinity)),
        Entry("P1.3", BaselineKind.Undecided, Verdict.Inconclusive),
        Entry("P2.4", change: o => o with { Tables = [new ResultTable("r2", "R² | table", ["unknowns", "1.33x"], [["15", "98.3 %"]])] }),
        Entry("P1.1", change: o => o with { Tier = Tier.Full, BaselineName = "P1_1.Full" }),
        Entry("P2.9", BaselineKind.Invalid, Verdict.Invalid, o => o with { Statement = o.Statement with { Sentence = "<script>alert('x')</script> & \"quotes\", | pipes" } }),
        Entry("P2.1", change: o => o with { DeviceClass = "torchsharp-cuda", Decisions = [Made.Decision() with { PValue = double.NaN, Low = double.NegativeInfinity }] }),
    ];
}
