using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace WeightPred.Bench;

/// <summary>The most float32 multiply-adds that the cores do:
/// twelve or sixteen independent chains in registers, no memory.</summary>
internal static class FmaPeak
{
    private const int Turns = 1 << 15;
    private static volatile float _sink;

    /// <summary>Which vectors the kernel uses.</summary>
    public static string Vectors =>
        Avx512F.IsSupported ? "Vector512" : Vector256.IsHardwareAccelerated ? "Vector256" : "Vector128";

    /// <summary>
    /// GFLOP/s of all the threads together while all of them run. Peak: the median of slices of a fraction of a millisecond,
    /// which hardly sees that other processes take the core away. Rate: over the whole time, which does.
    /// </summary>
    /// <param name="threads">Threads, one a core.</param>
    /// <param name="milliseconds">How long.</param>
    public static (double Peak, double Rate) Measure(int threads, double milliseconds)
    {
        using var start = new Barrier(threads);
        var rates = new double[threads];
        var peaks = new double[threads];
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            var slices = new List<double>();
            for (int warm = 0; warm < 20; warm++)
                Turn();
            start.SignalAndWait();
            long began = Stopwatch.GetTimestamp(), last = began;
            double operations = 0;
            do
            {
                double slice = Turn();
                long now = Stopwatch.GetTimestamp();
                slices.Add(slice / Stopwatch.GetElapsedTime(last, now).TotalSeconds / 1e9);
                operations += slice;
                last = now;
            }
            while (Stopwatch.GetElapsedTime(began).TotalMilliseconds < milliseconds);
            rates[i] = operations / Stopwatch.GetElapsedTime(began, last).TotalSeconds / 1e9;
            peaks[i] = Statistics.Median(slices);
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        return (peaks.Sum(), rates.Sum());
    }

    private static double Turn() => Avx512F.IsSupported ? Turn512() : Vector256.IsHardwareAccelerated ? Turn256() : Turn128();

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double Turn512()
    {
        var m = Vector512.Create(0.999f);
        var c = Vector512.Create(0.001f);
        Vector512<float> a0 = c, a1 = c, a2 = c, a3 = c, a4 = c, a5 = c, a6 = c, a7 = c, a8 = c, a9 = c, aa = c, ab = c, ac = c,
            ad = c, ae = c, af = c;
        for (int i = 0; i < Turns; i++)
        {
            a0 = Vector512.FusedMultiplyAdd(a0, m, c);
            a1 = Vector512.FusedMultiplyAdd(a1, m, c);
            a2 = Vector512.FusedMultiplyAdd(a2, m, c);
            a3 = Vector512.FusedMultiplyAdd(a3, m, c);
            a4 = Vector512.FusedMultiplyAdd(a4, m, c);
            a5 = Vector512.FusedMultiplyAdd(a5, m, c);
            a6 = Vector512.FusedMultiplyAdd(a6, m, c);
            a7 = Vector512.FusedMultiplyAdd(a7, m, c);
            a8 = Vector512.FusedMultiplyAdd(a8, m, c);
            a9 = Vector512.FusedMultiplyAdd(a9, m, c);
            aa = Vector512.FusedMultiplyAdd(aa, m, c);
            ab = Vector512.FusedMultiplyAdd(ab, m, c);
            ac = Vector512.FusedMultiplyAdd(ac, m, c);
            ad = Vector512.FusedMultiplyAdd(ad, m, c);
            ae = Vector512.FusedMultiplyAdd(ae, m, c);
            af = Vector512.FusedMultiplyAdd(af, m, c);
        }

        _sink = (a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + aa + ab + ac + ad + ae + af).ToScalar();
        return 2.0 * 16 * 16 * Turns;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double Turn256()
    {
        var m = Vector256.Create(0.999f);
        var c = Vector256.Create(0.001f);
        Vector256<float> a0 = c, a1 = c, a2 = c, a3 = c, a4 = c, a5 = c, a6 = c, a7 = c, a8 = c, a9 = c, aa = c, ab = c;
        for (int i = 0; i < Turns; i++)
        {
            a0 = Vector256.FusedMultiplyAdd(a0, m, c);
            a1 = Vector256.FusedMultiplyAdd(a1, m, c);
            a2 = Vector256.FusedMultiplyAdd(a2, m, c);
            a3 = Vector256.FusedMultiplyAdd(a3, m, c);
            a4 = Vector256.FusedMultiplyAdd(a4, m, c);
            a5 = Vector256.FusedMultiplyAdd(a5, m, c);
            a6 = Vector256.FusedMultiplyAdd(a6, m, c);
            a7 = Vector256.FusedMultiplyAdd(a7, m, c);
            a8 = Vector256.FusedMultiplyAdd(a8, m, c);
            a9 = Vector256.FusedMultiplyAdd(a9, m, c);
            aa = Vector256.FusedMultiplyAdd(aa, m, c);
            ab = Vector256.FusedMultiplyAdd(ab, m, c);
        }

        _sink = (a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + aa + ab).ToScalar();
        return 2.0 * 12 * 8 * Turns;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double Turn128()
    {
        var m = Vector128.Create(0.999f);
        var c = Vector128.Create(0.001f);
        Vector128<float> a0 = c, a1 = c, a2 = c, a3 = c, a4 = c, a5 = c, a6 = c, a7 = c, a8 = c, a9 = c, aa = c, ab = c, ac = c,
            ad = c, ae = c, af = c;
        for (int i = 0; i < Turns; i++)
        {
            a0 = Vector128.FusedMultiplyAdd(a0, m, c);
            a1 = Vector128.FusedMultiplyAdd(a1, m, c);
            a2 = Vector128.FusedMultiplyAdd(a2, m, c);
            a3 = Vector128.FusedMultiplyAdd(a3, m, c);
            a4 = Vector128.FusedMultiplyAdd(a4, m, c);
            a5 = Vector128.FusedMultiplyAdd(a5, m, c);
            a6 = Vector128.FusedMultiplyAdd(a6, m, c);
            a7 = Vector128.FusedMultiplyAdd(a7, m, c);
            a8 = Vector128.FusedMultiplyAdd(a8, m, c);
            a9 = Vector128.FusedMultiplyAdd(a9, m, c);
            aa = Vector128.FusedMultiplyAdd(aa, m, c);
            ab = Vector128.FusedMultiplyAdd(ab, m, c);
            ac = Vector128.FusedMultiplyAdd(ac, m, c);
            ad = Vector128.FusedMultiplyAdd(ad, m, c);
            ae = Vector128.FusedMultiplyAdd(ae, m, c);
            af = Vector128.FusedMultiplyAdd(af, m, c);
        }

        _sink = (a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + aa + ab + ac + ad + ae + af).ToScalar();
        return 2.0 * 16 * 4 * Turns;
    }
}
