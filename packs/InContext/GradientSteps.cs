namespace InContext;

/// <summary>
/// Gradient descent on a context's squared error, from w = 0, in closed form. With G the sum of x x' over the context and g the
/// sum of y x, one step of rate r predicts r g'x, and two steps predict 2 r g'x - r² g'G x. The paper's GD++ also moves every
/// input at each step, to x - c G x: of the second step's products each G x is then (I - c G)² of it.
/// </summary>
public static class GradientSteps
{
    private const int D = LinearTask.Dimension, N = LinearTask.Context, Token = D + 1;

    /// <summary>
    /// The rate of one step that leaves least on average over tasks: E tr G / E tr G², where x has independent coordinates from
    /// U(-range, range).
    /// </summary>
    public static double BestRate(double range) => N * D * Second(range) / TraceOfSquare(range);

    /// <summary>The share of Var(y) that this step leaves: 1 - (E tr G)² / (D E tr G²).
    /// It does not depend on the range.</summary>
    public static double Left { get; } = 1 - N * D * Second(1) * BestRate(1) / D;

    /// <summary>Var(y) of a task's answer: D range² / 3.</summary>
    public static double Variance(double range) => D * Second(range);

    /// <summary>The products that predictions are made of, of every task: g'x, g'G x, g'G² x and g'G³ x of the last x.</summary>
    /// <param name="tokens">[tasks, context + 1, D + 1], row by row.</param>
    /// <param name="shuffled">Each y goes with the x of the next pair.</param>
    public static IReadOnlyList<(double First, double Second, double Third, double Fourth)> Products(float[] tokens,
        bool shuffled = false)
    {
        var products = new List<(double, double, double, double)>();
        var (g, gg, ggg, gggg) = (new double[D], new double[D], new double[D], new double[D]);
        for (int task = 0; task < tokens.Length; task += (N + 1) * Token)
        {
            ReadOnlySpan<float> Pair(int j) => tokens.AsSpan(task + j * Token, Token);
            Array.Clear(g);
            for (int j = 0; j < N; j++)
                Add(g, Pair(j), Pair(shuffled ? (j + 1) % N : j)[D]);
            foreach (var (from, to) in ((double[], double[])[])[(g, gg), (gg, ggg), (ggg, gggg)])
            {
                Array.Clear(to);
                for (int j = 0; j < N; j++)
                    Add(to, Pair(j), Dot(from, Pair(j)));
            }

            products.Add((Dot(g, Pair(N)), Dot(gg, Pair(N)), Dot(ggg, Pair(N)), Dot(gggg, Pair(N))));
        }

        return products;
    }

    /// <summary>The least mean squared error of two steps with one rate, over rates;
    /// a quartic in the rate, searched by thirds.</summary>
    /// <param name="products">From <see cref="Products"/>.</param>
    /// <param name="truth">Answers.</param>
    public static double LeastOfTwo(IReadOnlyList<(double First, double Second, double Third, double Fourth)> products,
        IReadOnlyList<float> truth)
    {
        double Loss(double rate) =>
            products.Select((p, i) => truth[i] - rate * (2 * p.First - rate * p.Second)).Sum(e => e * e) / truth.Count;
        var (low, high) = (0.0, 2 * BestRate(1));
        for (int i = 0; i < 60; i++)
        {
            double third = (high - low) / 3;
            (low, high) = Loss(low + third) < Loss(high - third) ? (low, high - third) : (low + third, high);
        }

        return Loss((low + high) / 2);
    }

    /// <summary>Two steps of GD++ predict the sum of a task's products with these factors.</summary>
    /// <param name="rate">The rate of both steps.</param>
    /// <param name="move">c, by which each step moves the inputs; 0 leaves plain gradient descent.</param>
    public static (double First, double Second, double Third, double Fourth) GdPlusPlus(double rate, double move) =>
        (2 * rate, -2 * rate * move - rate * rate, rate * move * move + 2 * rate * rate * move, -rate * rate * move * move);

    /// <summary>The least mean squared error of two steps of GD++,
    /// over rates and moves; searched on a grid that is refined.</summary>
    /// <inheritdoc cref="LeastOfTwo"/>
    public static double LeastOfGdPlusPlus(IReadOnlyList<(double First, double Second, double Third, double Fourth)> products,
        IReadOnlyList<float> truth)
    {
        // The error is a quadratic form in the four factors, whose coefficients are averages over tasks.
        var (square, product, all) = (new double[4, 4], new double[4], 0.0);
        for (int task = 0; task < truth.Count; task++)
        {
            var p = products[task];
            double[] a = [p.First, p.Second, p.Third, p.Fourth];
            all += (double)truth[task] * truth[task] / truth.Count;
            for (int i = 0; i < 4; i++)
            {
                product[i] += a[i] * truth[task] / truth.Count;
                for (int j = 0; j < 4; j++)
                    square[i, j] += a[i] * a[j] / truth.Count;
            }
        }

        double Loss(double rate, double move)
        {
            var f = GdPlusPlus(rate, move);
            double[] by = [f.First, f.Second, f.Third, f.Fourth];
            double loss = all;
            for (int i = 0; i < 4; i++)
            {
                loss -= 2 * by[i] * product[i];
                for (int j = 0; j < 4; j++)
                    loss += by[i] * by[j] * square[i, j];
            }

            return loss;
        }

        const int Half = 20;
        var (rate, move, width) = (BestRate(1), 0.0, 3 * BestRate(1));
        for (int round = 0; round < 12; round++, width /= 3)
        {
            var near = from i in Enumerable.Range(-Half, 2 * Half + 1)
                       from j in Enumerable.Range(-Half, 2 * Half + 1)
                       select (Rate: rate + i * width / Half, Move: move + j * width / Half);
            (rate, move) = near.MinBy(at => Loss(at.Rate, at.Move));
        }

        return Loss(rate, move);
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
