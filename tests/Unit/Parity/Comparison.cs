using WeightPred.Fixtures.Golden;
using Xunit.Abstractions;

namespace WeightPred.Unit.Parity;

/// <summary>Compares the engine with PyTorch's float64 numbers, within what float32 can do.</summary>
/// <remarks>
/// <para>
/// A tolerance has two parts: 8 * D + 2^-23 * sqrt(K) * scale.
/// </para>
/// <para>
/// D is the error that PyTorch itself makes in float32: |float32 - float64|, the largest over the recorded entries of the
/// tensor. Both engines round in different orders, so ours is another sample of the same kind of error; 8 leaves room for
/// the ratio of two maxima of such samples. A loss in training inherits the errors of all steps before it, hence D is the
/// largest up to its step.
/// </para>
/// <para>
/// The second part is for a D that is small by luck (a bias of one entry; the first loss). A sum of K terms, each rounded
/// to half of 2^-23, in random directions, errs by about 2^-24 * sqrt(K) of the size of its terms, twice that is allowed;
/// the scale is the tensor's root mean square, or the reference where that is greater. K is the longest sum that the
/// number passes through: the rows of a gradient's batch or the fan-in, or the 100 additions of Adam.
/// </para>
/// <para>
/// Checksums over all n elements e of a tensor with a root-mean-square error of N: by Cauchy-Schwarz the sum of squares errs
/// by at most 2 * |e| * sqrt(n) * N; the sum and the dot product (weights below 1) by sqrt(n) * N if the errors are
/// independent, or by what PyTorch's float32 shows where they are not. The same factor 8 and a floor with |e| as the scale.
/// </para>
/// <para>
/// This holds where errors grow smoothly. Training that passes a ReLU's kink within rounding forks instead; make_golden.py
/// rejects such batches by PyTorch's own perturbed runs, without looking at this engine.
/// </para>
/// <para>The engine has the same bits on every machine, so a test that passes once passes everywhere.</para>
/// </remarks>
internal sealed class Comparison(string title, int longestSum)
{
    private const double Factor = 8;
    private readonly double floor = 1.0 / (1 << 23) * Math.Sqrt(longestSum);
    private readonly List<string> failures = [];
    private (double Share, string Text) worst = (-1, "nothing compared");

    public void Losses(IReadOnlyList<double> ours, GoldenLosses golden)
    {
        Assert.Equal(golden.Float64.Length, ours.Count);
        double noise = 0;
        for (int i = 0; i < ours.Count; i++)
        {
            noise = Math.Max(noise, Math.Abs(golden.Float32[i] - golden.Float64[i]));
            Check($"loss {i + 1}", ours[i], golden.Float64[i], noise, golden.Float64[i]);
        }
    }

    public void Tensor(string name, ReadOnlySpan<float> ours, GoldenTensor golden)
    {
        Assert.Equal(golden.Count, ours.Length);
        double length = Math.Sqrt(golden.Squares[0]);
        double rms = length / Math.Sqrt(golden.Count);
        double noise = golden.Float64.Zip(golden.Float32, (a, b) => Math.Abs(a - b)).Max();
        for (int k = 0; k < golden.Float64.Length; k++)
        {
            int i = (int)((long)k * golden.Count / golden.Float64.Length);
            Check($"{name}[{i}]", ours[i], golden.Float64[k], noise, Math.Max(rms, Math.Abs(golden.Float64[k])));
        }

        double sum = 0, squares = 0, dot = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            sum += ours[i];
            squares += (double)ours[i] * ours[i];
            dot += ours[i] * Formula.Value(i, 50000);
        }

        double spread = Math.Sqrt(golden.Count) * golden.Noise;
        Check($"sum of {name}", sum, golden.Sum[0], Math.Max(spread, Math.Abs(golden.Sum[1] - golden.Sum[0])), length);
        Check($"dot product of {name}", dot, golden.Dot[0], Math.Max(spread, Math.Abs(golden.Dot[1] - golden.Dot[0])), length);
        Check($"squares of {name}", squares, golden.Squares[0], 2 * length * spread, 2 * length * length);
    }

    /// <summary>Fails with everything that deviates; else prints what came nearest to its tolerance.</summary>
    public void Finish(ITestOutputHelper log)
    {
        log.WriteLine($"{title}: nearest to its tolerance: {worst.Text}");
        Assert.True(failures.Count == 0,
            $"{title} deviates from PyTorch in {failures.Count} numbers:\n{string.Join('\n', failures.Take(20))}");
    }

    private void Check(string what, double ours, double expected, double noise, double scale)
    {
        double tolerance = Factor * noise + floor * Math.Abs(scale);
        double deviation = Math.Abs(ours - expected);
        double share = deviation == 0 ? 0 : deviation / tolerance;
        string text = $"{what}: {ours:R} instead of {expected:R}, off by {deviation:g3} ({deviation / Math.Abs(expected):g2} "
            + $"relative), tolerance {tolerance:g3}; {share:p0} of it";
        if (share > worst.Share)
            worst = (share, text);
        if (!(share <= 1))
            failures.Add(text);
    }
}
