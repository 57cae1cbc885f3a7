namespace WeightPred.Reproduction.Statistics;

/// <summary>One decided statement: a statistic, its interval, and the verdict that follows.</summary>
/// <param name="Name">What is decided, as a short sentence ("XLinear beats Linear").</param>
/// <param name="Verdict">The verdict at the last look.</param>
/// <param name="Statistic">What <paramref name="Estimate"/> is, with its unit ("log ratio of final EMA losses, Linear / XLinear").</param>
/// <param name="Estimate">The mean over seeds.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Confidence">Coverage of the interval, for example 0.95.</param>
/// <param name="Target">What it is held against: a margin, the quoted value, or an oracle.</param>
/// <param name="PValue">Of the one-sided test that decided, or NaN where an oracle decides.</param>
/// <param name="Seeds">How many seeds were used at the look that decided.</param>
/// <param name="Reason">One sentence a reader understands without the code.</param>
public sealed record Finding(
    string Name, Verdict Verdict, string Statistic, double Estimate, double Low, double High, double Confidence,
    double Target, double PValue, int Seeds, string Reason)
{
    /// <summary>Undecided, since the runs are not there.</summary>
    public static Finding NotYet(string name, string reason) => new(name, Verdict.Undecided, "", double.NaN, double.NaN, double.NaN, 0, double.NaN, double.NaN, 0, reason);
}
