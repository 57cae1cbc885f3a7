using ExactTorch.Rng;

namespace WeightPred.Unit.ExactTorch;

/// <summary>Compares an operation's values with <see cref="Plain"/> and its gradients with central differences of it.</summary>
internal static class Gradcheck
{
    // Central differences of the double reference: truncation h² f'''/6 is about 1e-10 and rounding 2^-53 |f| / h about
    // 1e-9, so what remains is the engine's own float32 rounding. A value here is at most a few chains of fewer than 64
    // roundings, each of relative size 2^-24 of partial sums below 64: 64 * 64 * 2^-24 = 2.4e-4 at the very worst, and its
    // square root times as much (4e-6 * a few) in the usual case. A wrong formula errs by 0.1 and more.
    private const double Tolerance = 5e-5;
    private const double Step = 1e-5;
    private const double KinkMargin = 1e-3;

    /// <summary>Checks <paramref name="engine"/> on inputs of these shapes;
    /// the first <paramref name="constants"/> ask for no gradient.</summary>
    public static void Of(Func<Tensor[], Tensor> engine, Func<Plain[], Plain> plain, long[][] shapes, int constants = 0)
    {
        using var scope = NewDisposeScope();
        var (inputs, weights, expected) = Draw(plain, shapes);
        var tensors = inputs.Select((p, i) => tensor([.. p.Values.Select(v => (float)v)], p.Shape)
            .requires_grad_(i >= constants)).ToArray();

        // The forward pass is run twice: once to read the values, once unread, so that operations may be fused.
        var value = engine(tensors);
        Assert.Equal(expected.Shape, value.shape);
        AssertClose(expected.Values, value.ToArray(), "value");

        var loss = (engine(tensors) * tensor([.. weights.Select(v => (float)v)], expected.Shape)).sum();
        loss.backward();
        for (int n = 0; n < inputs.Length; n++)
        {
            if (n < constants)
            {
                Assert.Null(tensors[n].grad);
                continue;
            }

            Assert.NotNull(tensors[n].grad);
            Assert.Equal(inputs[n].Shape, tensors[n].grad!.shape);
            AssertClose(Differences(plain, inputs, n, weights), tensors[n].grad!.ToArray(), $"gradient of input {n}");
        }
    }

    // Magnitudes in [0.5, 1.5) of either sign: no division by almost zero, and no ReLU at its kink. Sums may still meet the
    // kink; then the next draw is taken.
    private static (Plain[] Inputs, double[] Weights, Plain Value) Draw(Func<Plain[], Plain> plain, long[][] shapes)
    {
        var stream = new RandomStream("unit/gradcheck", 0);
        for (int attempt = 0; attempt < 100; attempt++)
        {
            Plain[] inputs = [.. shapes.Select(
                (shape, i) => new Plain(shape, AwayFromZero(stream, shape.Aggregate(1L, (a, b) => a * b), i, attempt)))];
            Plain.NearestKink = double.PositiveInfinity;
            var value = plain(inputs);
            if (Plain.NearestKink > KinkMargin)
                return (inputs, AwayFromZero(stream, value.Values.Length, shapes.Length, attempt), value);
        }

        throw new InvalidOperationException("Every draw comes too close to the kink of a ReLU; use smaller shapes.");
    }

    private static double[] AwayFromZero(RandomStream stream, long count, int tensor, int attempt) =>
        [.. stream.Uniforms((int)count, Purpose.Noise, tensor, attempt, -1f, 1f)
            .Select(u => (double)(float)(u < 0 ? u - 0.5 : u + 0.5))];

    private static double[] Differences(Func<Plain[], Plain> plain, Plain[] inputs, int n, double[] weights)
    {
        double[] values = inputs[n].Values;
        double Loss() => plain(inputs).Values.Zip(weights, (v, w) => v * w).Sum();
        return [.. values.Select((original, i) =>
        {
            values[i] = original + Step;
            double above = Loss();
            values[i] = original - Step;
            double below = Loss();
            values[i] = original;
            return (above - below) / (2 * Step);
        })];
    }

    private static void AssertClose(double[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * (1 + Math.Abs(expected[i])),
                $"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}");
    }
}
