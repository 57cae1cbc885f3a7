using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>The power of an open decision, at the spread that its seeds showed.</summary>
internal static class PowerSentence
{
    /// <summary>The note of a decision that is Undecided; null where it is decided, or supposes nothing.</summary>
    public static PowerNote? Of(Decision decision, Finding finding) =>
        finding.Verdict == Verdict.Undecided && finding.Deviation > 0
        && decision.Power(decision.Schedule!, finding.Deviation) is { Holds: var power }
            ? new(decision.Name, $"its seeds spread by {Words.Number(finding.Deviation)}; there it {Holds(decision, power)}.")
            : null;

    /// <summary>"holds with probability 0.37, if the truth is what the write-up's figures imply (1.4)".</summary>
    internal static string Holds(Decision decision, double power) =>
        FormattableString.Invariant($"holds with probability {power:0.00}, if ") + (decision.Supposed is { } value
            ? $"the truth is what the write-up's figures imply ({Words.Number(value)})"
            : "the write-up's numbers are seeds of the same training");
}
