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

    private static double LeftBy(double rate) => Loss((products, truth) =>
        products.Select((p, i) => Math.Pow(rate * p.First - truth[i], 2)).Average());

    private static double Loss(Func<IReadOnlyList<(double First, double Second)>, IReadOnlyList<float>, double> of)
    {
        using var learner = LinearTask.Of(Tier.Quick).Begin(0);
        var (products, truth) = (new List<(double, double)>(), new List<float>());
        for (int batch = 0; batch < Batches; batch++)
        {
            var tasks = learner.HeldOut(Batch, batch);
            products.AddRange(GradientSteps.Products(Engine.Values(tasks.Input)));
            truth.AddRange(Engine.Values(tasks.Target));
        }

        return of(products, truth) / GradientSteps.Variance(1);
    }
}
