using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>The power of an open decision, at the spread that its seeds showed.</summary>
public static class PowerSentence
{
    /// <summary>The note of a decision that is Undecided; null where it is decided, or supposes nothing.</summary>
    public static PowerNote? Of(Decision decision, Finding finding) =>
        finding.Verdict == Verdict.Undecided && finding.Deviation > 0 && decision.Power(decision.Schedule!, finding.Deviation) is { } chances
            ? new(decision.Name, FormattableString.Invariant($"its seeds spread by {Words.Number(finding.Deviation)}; there it holds with probability {chances.Holds:0.00}, if ") + Truth(decision) + ".")
            : null;

    internal static string Truth(Decision decision) => decision.Supposed is { } value
        ? $"the truth is what the write-up's figures imply ({Words.Number(value)})"
        : "the write-up's numbers are seeds of the same training";
}
