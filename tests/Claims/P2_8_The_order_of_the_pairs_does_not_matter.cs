using ExactTorch.Rng;
using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_8_The_order_of_the_pairs_does_not_matter(Budget budget) : ClaimTest(budget)
{
    private const int Sets = 16;

    public override Statement Statement { get; } = new(
        "P2.8", "A trained Deep Sets model ignores the order of the pairs and reads sets of other sizes", "Part II, Deep Sets", "permutation invariant, any number of pairs");

    protected override Evidence Examine(Lab lab)
    {
        var sets = PartTwo.Recipe(lab.Tier, PartTwo.Small, 30);
        var flattened = PartTwo.Recipe(lab.Tier, PartTwo.Small, 30, Net.FlattenedPairs);
        int[] sizes = [5, 10, 20, 30, 45, 90];
        var arms = lab.Compare(sets, flattened);
        var looks = lab.OneLook(5);
        var runs = arms.Runs(sets, looks.Last);
        var bySize = sizes.ToDictionary(size => size, size => runs.Measured(run => Trainer.Evaluate(run, pairs: size)));
        double variance = PartTwo.Small.OutputVariance;
        var bounds = runs.Measured(RoundingBound);
        const string statistic = "largest change of a predicted weight, in units of the rounding bound";
        return new Evidence
        {
            Decisions =
            [
                Oracle.Equal("Reversing the pairs changes the weights by rounding only", statistic, InBounds(runs), 0, 1,
                    "sums of 30 terms in another order, carried through the decoder's absolute weights"),
                Better.Decide("Trained on 30 pairs, 45 are no worse by more than 5 %", "log ratio of held-out losses, 30 / 45 pairs", bySize[45], bySize[30], looks, margin: Math.Log(0.95)),
            ],
            Controls =
            [
                Oracle.Equal("Flattened pairs: reversing them changes rounding only", statistic, InBounds(arms.Runs(flattened)), 0, 1,
                    "the Deep Sets model's bound"),
                Better.Decide("Trained on 30 pairs, 5 are no worse by more than 5 %", "log ratio of held-out losses, 30 / 5 pairs", bySize[5], bySize[30], looks, margin: Math.Log(0.95)),
            ],
            Measurements = [.. sizes.Select(size => new Measurement($"{size} pairs: held-out loss", "MSE", bySize[size]))],
            Charts =
            [
                new Chart("", "Trained on 30 pairs, read with other numbers of pairs", "pairs in the set", "held-out loss (MSE)",
                    [Charts.Points("Deep Sets", [.. sizes.Select(size => (double)size)], [.. sizes.Select(size => bySize[size])])])
                {
                    LogX = true,
                    References = [new ReferenceLine("Var(y): predicting 0", variance)],
                },
            ],
            Differences =
            [
                "The write-up states this of the architecture; here it is tested on trained models. Order: exact but for rounding. Size: any set can be read; that more pairs than trained on do no harm is our reading.",
                .. PartTwo.Differences(lab.Tier, "Invariance holds at every budget; the losses by size are of that budget."),
            ],
        };

        double[] InBounds(IReadOnlyList<Run> of) => [.. of.Measured(LargestChange).Zip(bounds, (change, bound) => change / bound)];
    }

    private static Tensor Pairs(Run run) =>
        ExampleSource.Draw(run.Recipe, Stack.Noise(new RandomStream(run.Recipe.Stream, run.Seed)), Purpose.EvalData, 0, Sets).Input;

    private static float[] Values(Run run)
    {
        using var scope = NewDisposeScope();
        return Stack.Values(Pairs(run));
    }

    private static double LargestChange(Run run)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = Trainer.Restore(run);
        var given = Pairs(run);
        int pairs = run.Recipe.Pairs;
        var reversed = cat([.. Enumerable.Range(0, pairs).Select(i => given.narrow(1, pairs - 1 - i, 1))], dim: 1);
        return Stack.Values(model.call(given)).Zip(Stack.Values(model.call(reversed)), (a, b) => Math.Abs((double)a - b)).Max();
    }

    // The pairs' 256 features are the same bits in any order. Their mean differs by at most 2 gamma(n) mean|h|; a linear layer of k
    // inputs carries an error e on as |W| e + 2 gamma(k + 1) (|W||x| + |b|), and ReLU does not enlarge it. gamma(n) = n u / (1 - n u), u = 2^-24.
    private static double RoundingBound(Run run)
    {
        int pairs = run.Recipe.Pairs;
        float[] given = Values(run);
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

            largest = Math.Max(largest, error.Max());
        }

        return largest;
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

    [Trait("Claim", "P2.8"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_8_The_order_of_the_pairs_does_not_matter(Budget.Quick);

    [Trait("Claim", "P2.8"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_8_The_order_of_the_pairs_does_not_matter(Budget.FullOnGpu);

    [Trait("Claim", "P2.8"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_8_The_order_of_the_pairs_does_not_matter(Budget.FullOnCpu);
}
