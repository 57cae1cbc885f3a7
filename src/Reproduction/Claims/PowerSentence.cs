using System.Globalization;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>What a decision can find, in words, before anything is trained.</summary>
public static class PowerSentence
{
    /// <summary>Spreads between one arm's seeds at which power is told: standard deviations of logs, around what a seed does to all arms alike.</summary>
    public static IReadOnlyList<double> Spreads { get; } = [0.05, 0.10, 0.20];

    private const double Wanted = 0.9;

    /// <summary>The chances where the write-up's figures imply an effect; else the smallest effect that is found.</summary>
    public static string Of(Decision decision, Looks looks)
    {
        if (decision.Power(looks, Spreads[0]) is not null)
        {
            string chances = string.Join(" / ", Spreads.Select(spread => Percent(decision.Power(looks, spread)!.Value.Holds)));
            return $"holds with probability {chances} at spreads of 0.05 / 0.10 / 0.20 between seeds, if {(decision.Supposed is { } value ? $"the truth is what the write-up's figures imply ({Words.Number(value)})" : "the write-up's numbers are seeds of the same training")}.";
        }

        return decision is Below below
            ? $"at spreads of 0.05 / 0.10 / 0.20 between seeds it finds, with probability {Percent(Wanted)}, a ratio beyond {string.Join(" / ", Spreads.Select(spread => Words.Number(Smallest(below, looks, spread))))}; the write-up prints no figure to suppose."
            : decision.IsIdentity ? "no chance is involved: mathematics decides." : "the write-up prints no figure to suppose.";
    }

    // By bisection on the log of the ratio, the power being a rising function of it.
    private static double Smallest(Below decision, Looks looks, double spread)
    {
        double low = decision.ByFactor, high = decision.ByFactor * LogRatio.Back(40 * spread);
        for (int i = 0; i < 30; i++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = ((Below)decision.Supposing(middle)).Power(looks, spread)!.Value.Holds < Wanted ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static string Percent(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);
}
