namespace ExactTorch.Kernels;

/// <summary>Elementary functions from float32 + - * and FMA alone (D7): no C library, the same bits everywhere.</summary>
internal static class Elementary
{
    /// <summary>
    /// exp(x): x = k log 2 + r by a magic addition and a two-part log 2 (Cody and Waite), a degree-7 polynomial in r, and
    /// 2^k by exponent arithmetic. Below -87.33 the result is 0, above 88.72 infinity; NaN stays NaN.
    /// </summary>
    public static float Exp(float x)
    {
        if (!(x > -87.33654f))
            return float.IsNaN(x) ? x : 0f;
        if (x > 88.72283f)
            return float.PositiveInfinity;
        float k = (float)((float)(Scalar.Fma(x, 1.44269504f, 12582912f)) - 12582912f);
        float r = Scalar.Fma(k, -0.693359375f, x);
        r = Scalar.Fma(k, 2.12194440e-4f, r);
        float p = 1.9841270e-4f;
        p = Scalar.Fma(p, r, 1.3888889e-3f);
        p = Scalar.Fma(p, r, 8.3333333e-3f);
        p = Scalar.Fma(p, r, 4.1666667e-2f);
        p = Scalar.Fma(p, r, 1.6666667e-1f);
        p = Scalar.Fma(p, r, 0.5f);
        p = Scalar.Fma(p, r, 1f);
        p = Scalar.Fma(p, r, 1f);

        // Two factors, so that neither leaves the range of normal numbers.
        int whole = (int)k;
        int half = whole >> 1;
        return (float)((float)(p * PowerOfTwo(half)) * PowerOfTwo(whole - half));
    }

    /// <summary>
    /// log(x) of a normal positive number: x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), and the sampler's polynomial in f.
    /// Infinity and NaN stay.
    /// </summary>
    public static float Log(float x)
    {
        if (!float.IsFinite(x))
            return x;
        int i = BitConverter.SingleToInt32Bits(x) - 0x3f3504f3;
        float k = i >> 23;
        float f = (float)(BitConverter.Int32BitsToSingle((i & 0x7fffff) + 0x3f3504f3) - 1f);
        float s = (float)(f * f);
        float q = -7.859613746e-2f;
        q = Scalar.Fma(q, f, 1.288164705e-1f);
        q = Scalar.Fma(q, f, -1.312875450e-1f);
        q = Scalar.Fma(q, f, 1.418119222e-1f);
        q = Scalar.Fma(q, f, -1.662455350e-1f);
        q = Scalar.Fma(q, f, 2.000228614e-1f);
        q = Scalar.Fma(q, f, -2.500081062e-1f);
        q = Scalar.Fma(q, f, 3.333331645e-1f);
        float t = (float)((float)(f * s) * q);
        t = Scalar.Fma(k, -2.12194440e-4f, t);
        t = Scalar.Fma(-0.5f, s, t);
        return Scalar.Fma(k, 0.693359375f, (float)(f + t));
    }

    private static float PowerOfTwo(int exponent) => BitConverter.Int32BitsToSingle((exponent + 127) << 23);
}
