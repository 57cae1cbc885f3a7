namespace InContext;

public sealed class GradientStepsTests
{
    private const int Batches = 32, Batch = 1024;

    // The standard error of the share on 32 768 tasks is about 0.005.
    [Fact]
    public void The_closed_form_is_what_the_step_leaves_on_drawn_tasks()
    {
        Assert.InRange(LeftBy(GradientSteps.BestRate(1)), GradientSteps.Left - 0.02, GradientSteps.Left + 0.02);
        Assert.True(LeftBy(0.5 * GradientSteps.BestRate(1)) > GradientSteps.Left + 0.05);
        Assert.True(LeftBy(1.5 * GradientSteps.BestRate(1)) > GradientSteps.Left + 0.05);
    }

    [Fact]
    public void Two_steps_leave_less_than_one() =>
        Assert.InRange(Loss(GradientSteps.LeastOfTwo), 0.1, GradientSteps.Left - 0.1);

    [Fact]
    public void Moved_inputs_leave_less_than_two_plain_steps() =>
        Assert.InRange(Loss(GradientSteps.LeastOfGdPlusPlus), 0.05, Loss(GradientSteps.LeastOfTwo) - 0.01);

    // Step by step, on one task, against the sum of its products.
    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.2, 0.07)]
    public void GD_plus_plus_predicts_what_its_two_steps_come_to(double rate, double move)
    {
        const int D = LinearTask.Dimension, N = LinearTask.Context;
        using var learner = LinearTask.Of(Tier.Quick).Begin(0);
        float[] tokens = Engine.Values(learner.HeldOut(1).Input);
        double[][] x = [.. Enumerable.Range(0, N + 1)
            .Select(j => Enumerable.Range(0, D).Select(i => (double)tokens[j * (D + 1) + i]).ToArray())];
        double[] left = [.. Enumerable.Range(0, N + 1).Select(j => (double)tokens[j * (D + 1) + D])];
        for (int step = 0; step < 2; step++)
        {
            double Dot(int i, int j) => x[i].Zip(x[j], (a, b) => a * b).Sum();
            double[] after = [.. Enumerable.Range(0, N + 1)
                .Select(j => left[j] - rate * Enumerable.Range(0, N).Sum(i => left[i] * Dot(i, j)))];
            double[][] moved =
            [
                .. Enumerable.Range(0, N + 1).Select(j => Enumerable.Range(0, D)
                    .Select(d => x[j][d] - move * Enumerable.Range(0, N).Sum(i => Dot(i, j) * x[i][d])).ToArray()),
            ];
            (left, x) = (after, moved);
        }

        var (product, by) = (GradientSteps.Products(tokens)[0], GradientSteps.GdPlusPlus(rate, move));
        double sum = by.First * product.First + by.Second * product.Second + by.Third * product.Third
            + by.Fourth * product.Fourth;
        Assert.Equal(-left[N], sum, 1e-9);
    }

    private static double LeftBy(double rate) => Loss((products, truth) =>
        products.Select((p, i) => Math.Pow(rate * p.First - truth[i], 2)).Average());

    private static double Loss(Func<IReadOnlyList<(double First, double Second, double Third, double Fourth)>,
        IReadOnlyList<float>, double> of)
    {
        using var learner = LinearTask.Of(Tier.Quick).Begin(0);
        var (products, truth) = (new List<(double, double, double, double)>(), new List<float>());
        for (int batch = 0; batch < Batches; batch++)
        {
            var tasks = learner.HeldOut(Batch, batch);
            products.AddRange(GradientSteps.Products(Engine.Values(tasks.Input)));
            truth.AddRange(Engine.Values(tasks.Target));
        }

        return of(products, truth) / GradientSteps.Variance(1);
    }
}
