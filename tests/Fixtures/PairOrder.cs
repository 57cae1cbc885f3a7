using Reproduction.Claims;
using Reproduction.Recipes.Engines;

namespace WeightPred.Fixtures;

/// <summary>
/// Measures the change of a set model's predictions when the pairs are reversed, and the bound that rounding sets.
/// </summary>
public static class PairOrder
{
    private const int Sets = 16;

    /// <summary>Largest change of a predicted weight.</summary>
    public static Metric LargestChange { get; } =
        Metric.Of<Run>("largest change of a predicted weight, pairs reversed", "weight", Change, onNetwork: true);

    /// <summary>Largest change that a set model's rounding explains.</summary>
    public static Metric RoundingBound { get; } =
        Metric.Of<Run>("rounding bound of a predicted weight", "weight", Bound, onNetwork: true);

    private static double Change(Run run)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var learner = run.Restore();
        var given = learner.HeldOut(Sets).Input;
        int pairs = run.Experiment.Pairs;
        var reversed = cat([.. Enumerable.Range(0, pairs).Select(i => given.narrow(1, pairs - 1 - i, 1))], dim: 1);
        // passes NaN on, as Max() would not
        return Engine.Values(learner.Model.call(given))
            .Zip(Engine.Values(learner.Model.call(reversed)), (a, b) => Math.Abs((double)a - b)).Aggregate(0.0, Math.Max);
    }

    // The pairs' 256 features are the same bits in any order. Their mean differs by at most 2 gamma(n) mean|h|; a linear layer of
    // k inputs carries an error e on as |W| e + 2 gamma(k + 1) (|W||x| + |b|), and ReLU does not enlarge it. gamma(n) = n u / (1
    // - n u), u = 2^-24.
    private static double Bound(Run run)
    {
        int pairs = run.Experiment.Pairs;
        float[] given = Given(run);
        int size = given.Length / Sets / pairs;
        double largest = 0;
        for (int set = 0; set < Sets; set++)
        {
            double[] x = new double[256];
            for (int pair = 0; pair < pairs; pair++)
            {
                double[] h = [.. given.Skip((set * pairs + pair) * size).Take(size).Select(v => (double)v)];
                h = Relu(Apply(run, 0, h));
                h = Relu(Apply(run, 1, h));
                for (int i = 0; i < x.Length; i++)
                    x[i] += h[i] / pairs;
            }

            double[] error = [.. x.Select(v => 2 * Gamma(pairs + 1) * v)];
            for (int layer = 2; layer < 6; layer++)
            {
                error = Carry(run, layer, x, error);
                x = Apply(run, layer, x);
                if (layer is 3 or 4)
                    x = Relu(x);
            }

            largest = error.Aggregate(largest, Math.Max);
        }

        return largest;
    }

    private static float[] Given(Run run)
    {
        using var scope = NewDisposeScope();
        using var learner = run.Restore();
        return Engine.Values(learner.HeldOut(Sets).Input);
    }

    private static double Gamma(int n) => n * Math.ScaleB(1, -24) / (1 - n * Math.ScaleB(1, -24));

    private static double[] Relu(double[] x) => [.. x.Select(v => Math.Max(v, 0))];

    private static double[] Apply(Run run, int layer, double[] x)
    {
        var (w, b) = (run.Weights[2 * layer], run.Weights[2 * layer + 1]);
        double[] y = new double[b.Length];
        for (int o = 0; o < y.Length; o++)
        {
            double sum = b[o];
            for (int i = 0; i < x.Length; i++)
                sum += w[o * x.Length + i] * x[i];
            y[o] = sum;
        }

        return y;
    }

    private static double[] Carry(Run run, int layer, double[] x, double[] error)
    {
        var (w, b) = (run.Weights[2 * layer], run.Weights[2 * layer + 1]);
        double[] y = new double[b.Length];
        for (int o = 0; o < y.Length; o++)
        {
            double carried = 0;
            double size = Math.Abs(b[o]);
            for (int i = 0; i < x.Length; i++)
            {
                double weight = Math.Abs(w[o * x.Length + i]);
                carried += weight * error[i];
                size += weight * (Math.Abs(x[i]) + error[i]);
            }

            y[o] = carried + 2 * Gamma(x.Length + 1) * size;
        }

        return y;
    }
}
