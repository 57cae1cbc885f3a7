namespace InContext;

/// <summary>
/// Gradient descent on a context's squared error, from w = 0, in closed form. With G the sum of x x' over the context and g the sum of
/// y x, one step of rate r predicts r g'x, and two steps predict 2 r g'x - r² g'G x.
/// </summary>
public static class GradientSteps
{
    private const int D = LinearTask.Dimension, N = LinearTask.Context, Token = D + 1;

    /// <summary>
    /// The rate of one step that leaves least on average over tasks: E tr G / E tr G², where x has independent coordinates from
    /// U(-range, range).
    /// </summary>
    public static double BestRate(double range) => N * D * Second(range) / TraceOfSquare(range);

    /// <summary>The share of Var(y) that this step leaves: 1 - (E tr G)² / (D E tr G²). It does not depend on the range.</summary>
    public static double Left { get; } = 1 - N * D * Second(1) * BestRate(1) / D;

    /// <summary>Var(y) of a task's answer: D range² / 3.</summary>
    public static double Variance(double range) => D * Second(range);

    /// <summary>The products that predictions are made of, of every task: g'x and g'G x of the last x.</summary>
    /// <param name="tokens">[tasks, context + 1, D + 1], row by row.</param>
    /// <param name="shuffled">Each y goes with the x of the next pair.</param>
    public static IReadOnlyList<(double First, double Second)> Products(float[] tokens, bool shuffled = false)
    {
        var products = new List<(double, double)>();
        var (g, gg) = (new double[D], new double[D]);
        for (int task = 0; task < tokens.Length; task += (N + 1) * Token)
        {
            ReadOnlySpan<float> Pair(int j) => tokens.AsSpan(task + j * Token, Token);
            Array.Clear(g);
            for (int j = 0; j < N; j++)
                Add(g, Pair(j), Pair(shuffled ? (j + 1) % N : j)[D]);
            Array.Clear(gg);
            for (int j = 0; j < N; j++)
                Add(gg, Pair(j), Dot(g, Pair(j)));
            products.Add((Dot(g, Pair(N)), Dot(gg, Pair(N))));
        }

        return products;
    }

    /// <summary>The least mean squared error of two steps with one rate, over rates; a quartic in the rate, searched by thirds.</summary>
    /// <param name="products">From <see cref="Products"/>.</param>
    /// <param name="truth">Answers.</param>
    public static double LeastOfTwo(IReadOnlyList<(double First, double Second)> products, IReadOnlyList<float> truth)
    {
        double Loss(double rate) => products.Select((p, i) => truth[i] - rate * (2 * p.First - rate * p.Second)).Sum(e => e * e) / truth.Count;
        var (low, high) = (0.0, 2 * BestRate(1));
        for (int i = 0; i < 60; i++)
        {
            double third = (high - low) / 3;
            (low, high) = Loss(low + third) < Loss(high - third) ? (low, high - third) : (low + third, high);
        }

        return Loss((low + high) / 2);
    }

    private static double Second(double range) => range * range / 3;

    // N (D E x⁴ + D (D - 1) E(x²)²) + N (N - 1) D E(x²)².
    private static double TraceOfSquare(double range)
    {
        double second = Second(range), fourth = range * range * range * range / 5;
        return N * D * fourth + (N * D * (D - 1) + N * (N - 1) * D) * second * second;
    }

    private static void Add(double[] to, ReadOnlySpan<float> x, double factor)
    {
        for (int i = 0; i < D; i++)
            to[i] += factor * x[i];
    }

    private static double Dot(double[] a, ReadOnlySpan<float> x)
    {
        double sum = 0;
        for (int i = 0; i < D; i++)
            sum += a[i] * x[i];
        return sum;
    }
}
