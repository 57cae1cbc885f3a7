namespace WeightPred.Models.Generators;

/// <summary>
/// The weights of a network with one hidden ReLU layer, compared as sets of hidden units: the function stays the same when units
/// change places, and when a unit's incoming weights are multiplied by c > 0 and its outgoing weight divided by c.
/// </summary>
public static class HiddenUnits
{
    /// <summary>
    /// The smallest squared distance between two networks over all orders of the hidden units, each unit scaled so that incoming
    /// and outgoing weights have the same norm.
    /// </summary>
    /// <param name="generator">[inputs, hidden, 1].</param>
    /// <param name="a">Weights of one network, as the generator draws them: W1 row-major, then W2.</param>
    /// <param name="b">Weights of the other.</param>
    public static double SquaredDistance(Generator generator, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (first, second) = (Balanced(generator, a), Balanced(generator, b));
        int n = first.Length;
        var cost = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                cost[i, j] = first[i].Zip(second[j], (x, y) => (x - y) * (x - y)).Sum();
        return Assign(cost, n);
    }

    /// <summary>The sum of squares of a network's balanced units: the squared distance from the network that is 0.</summary>
    /// <inheritdoc cref="SquaredDistance" path="/param"/>
    public static double SquaredNorm(Generator generator, ReadOnlySpan<float> a) =>
        Balanced(generator, a).Sum(unit => unit.Sum(x => x * x));

    private static double[][] Balanced(Generator generator, ReadOnlySpan<float> weights)
    {
        if (generator.Sizes.Count != 3 || generator.Outputs != 1)
            throw new ArgumentException(
                $"Hidden units are compared for [inputs, hidden, 1], not {generator.Name}.", nameof(generator));
        if (weights.Length != generator.Unknowns)
            throw new ArgumentException(
                $"{generator.Name} has {generator.Unknowns} weights, not {weights.Length}.", nameof(weights));
        var (inputs, hidden) = (generator.Inputs, generator.Sizes[1]);
        var units = new double[hidden][];
        for (int j = 0; j < hidden; j++)
        {
            double[] unit = new double[inputs + 1];
            for (int i = 0; i < inputs; i++)
                unit[i] = weights[i * hidden + j];
            double outgoing = weights[inputs * hidden + j];
            double norm = Math.Sqrt(unit.Sum(w => w * w));
            double size = Math.Sqrt(norm * Math.Abs(outgoing));
            for (int i = 0; i < inputs; i++)
                unit[i] = norm > 0 ? unit[i] / norm * size : 0;
            unit[inputs] = Math.CopySign(size, outgoing);
            units[j] = unit;
        }

        return units;
    }

    // The cheapest assignment, by dynamic programming over the set of units already taken: 2^n n sums, n at most some 15.
    private static double Assign(double[,] cost, int n)
    {
        var best = new double[1 << n];
        Array.Fill(best, double.PositiveInfinity, 1, best.Length - 1);
        for (int taken = 0; taken < best.Length - 1; taken++)
        {
            int i = int.PopCount(taken);
            for (int j = 0; j < n; j++)
                if ((taken >> j & 1) == 0)
                    best[taken | 1 << j] = Math.Min(best[taken | 1 << j], best[taken] + cost[i, j]);
        }

        return best[^1];
    }
}
