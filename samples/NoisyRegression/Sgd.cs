using System.Globalization;

namespace NoisyRegression;

/// <summary>SGD on the squared error of y = w x + b, one example a step.</summary>
public sealed record Sgd(int Steps, double Rate, bool Shrinks) : IExperiment
{
    public string Name => $"{Steps} steps";
    public string Canonical => string.Create(CultureInfo.InvariantCulture,
        $$"""{"steps":{{Steps}},"rate":{{Rate:R}},"shrinks":{{(Shrinks ? "true" : "false")}}}""");
    public string LossTitle => "squared error [moving average]";
    public double Cost => Steps;
    public IExperiment Untrained => this with { Rate = 0, Steps = Math.Min(Steps, 100) };
    public IExperiment Shortened(int steps) => this with { Steps = Math.Min(Steps, steps) };

    /// <summary>Trains on 200 points around y = 2 x + 1.</summary>
    public Fit Train(int seed)
    {
        ulong state = (ulong)seed;
        double[] x = [.. Enumerable.Range(0, 200).Select(_ => Normal())], y = [.. x.Select(at => 2 * at + 1 + 0.5 * Normal())];
        var (w, b, loss, curve) = (0.0, 0.0, double.NaN, new List<CurvePoint>());
        for (int step = 1; step <= Steps; step++)
        {
            int i = (int)(Next() % 200);
            double error = w * x[i] + b - y[i], rate = Shrinks ? Rate / (1 + step / 100.0) : Rate;
            (w, b) = (w - rate * error * x[i], b - rate * error);
            loss = step == 1 ? error * error : 0.99 * loss + 0.01 * error * error;
            if (step == Steps || (step & (step - 1)) == 0)
                curve.Add(new(step, Worst(loss)));
        }

        // The least-squares line in closed form, and how much worse the trained one fits.
        double meanX = x.Average(), meanY = y.Average(),
            slope = x.Zip(y, (p, q) => (p - meanX) * (q - meanY)).Sum() / x.Sum(p => (p - meanX) * (p - meanX));
        double Loss(double a, double c) => x.Zip(y, (p, q) => (a * p + c - q) * (a * p + c - q)).Average();
        double best = Loss(slope, meanY - slope * meanX);
        return new(seed, curve, Worst(Loss(w, b) / best - 1), $"{Bits(w):x16}{Bits(b):x16}");

        // A diverged run is the worst that there is, never NaN; and NaN has other bits on other processors.
        static double Worst(double loss) => double.IsNaN(loss) ? double.PositiveInfinity : loss;
        static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);

        // SplitMix64, and the sum of twelve uniforms: bits that no library decides.
        ulong Next()
        {
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }

        double Normal() => Enumerable.Range(0, 12).Sum(_ => (Next() >> 11) / 9007199254740992.0) - 6;
    }
}

/// <summary>A trained line.</summary>
public sealed record Fit(int Seed, IReadOnlyList<CurvePoint> Curve, double Excess, string Fingerprint) : IRun
{
    public bool Diverged => !double.IsFinite(Excess);
    public double? Known(string metric) => null;
}

/// <summary>Trains each line once, in this process.</summary>
public sealed class Lab() : InMemoryLab<Sgd>((line, seed) => line.Train(seed), exact: true);
