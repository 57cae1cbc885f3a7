using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

internal abstract unsafe partial class Kernels
{
    /// <summary>
    /// One Adam step (D8): m = fma(1 - b1, g - m, m); v = fma((1 - b2) * g, g, b2 * v);
    /// p = p - (step * m) / fma(sqrt(v), rootScale, eps).
    /// </summary>
    /// <param name="p">Parameters, updated.</param>
    /// <param name="g">Gradients.</param>
    /// <param name="m">First moments, updated.</param>
    /// <param name="v">Second moments, updated.</param>
    /// <param name="count">Elements.</param>
    /// <param name="s">The step's scalars.</param>
    public abstract void Adam(float* p, float* g, float* m, float* v, long count, AdamScalars s);
}

/// <summary>Computed in double on the host and rounded once.</summary>
/// <param name="OneMinusBeta1">1 - b1.</param>
/// <param name="Beta2">b2.</param>
/// <param name="OneMinusBeta2">1 - b2.</param>
/// <param name="Step">lr / (1 - b1^t).</param>
/// <param name="RootScale">1 / sqrt(1 - b2^t).</param>
/// <param name="Epsilon">eps.</param>
internal readonly record struct AdamScalars(float OneMinusBeta1, float Beta2, float OneMinusBeta2, float Step,
    float RootScale, float Epsilon);

internal sealed unsafe partial class Kernels<L, V, U>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Adam(float* p, float* g, float* m, float* v, long count, AdamScalars s)
    {
        V oneMinusBeta1 = L.Splat(s.OneMinusBeta1);
        V beta2 = L.Splat(s.Beta2);
        V oneMinusBeta2 = L.Splat(s.OneMinusBeta2);
        V step = L.Splat(s.Step);
        V rootScale = L.Splat(s.RootScale);
        V epsilon = L.Splat(s.Epsilon);
        long i = 0;
        for (; i < count; i += 16)
        {
            V gi = L.Load(g + i);
            V mi = L.Load(m + i);
            V vi = L.Load(v + i);
            V pi = L.Load(p + i);
            mi = L.Fma(oneMinusBeta1, L.Subtract(gi, mi), mi);
            vi = L.Fma(L.Multiply(oneMinusBeta2, gi), gi, L.Multiply(beta2, vi));
            pi = L.Subtract(pi, L.Divide(L.Multiply(step, mi), L.Fma(L.Sqrt(vi), rootScale, epsilon)));
            if (i + 16 <= count)
            {
                L.Store(mi, m + i);
                L.Store(vi, v + i);
                L.Store(pi, p + i);
            }
            else
            {
                int rest = (int)(count - i);
                StorePart(mi, m + i, rest);
                StorePart(vi, v + i, rest);
                StorePart(pi, p + i, rest);
            }
        }
    }
}
