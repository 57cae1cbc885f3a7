namespace MyWriteUp;

[Claim("C1", "A hidden layer learns a product", Kind.Result, Section = "Results", WriteUp = "a linear map is at a loss")]
public sealed class C1_A_hidden_layer_learns_a_product : ClaimTest
{
    private static readonly Metric HeldOut = Metric.Error<Run<Product>>("held-out loss", "MSE", run => run.HeldOutLoss);

    protected override void Plan(Plan plan)
    {
        // The budget of the write-up, or a quick one for every push.
        int steps = plan.IsFull ? 4_000 : 600;
        var hidden = plan.Arm("hidden layer", new Product { Hidden = 32, Steps = steps, Batch = 64, LearningRate = 1e-2 });
        var none = plan.Arm("none", new Product { Hidden = 0, Steps = steps, Batch = 64, LearningRate = 1e-2 });

        plan.Seeds(5, 10);
        plan.Decide(hidden.Beats(none, on: HeldOut, byFactor: 3));
        plan.Measure(HeldOut, hidden, none);
        plan.Plot(Show.Losses("Loss with and without a hidden layer", [hidden, none]));
        plan.Differs("Not stated: the batch, here 64.");
        plan.Reduced("600 steps instead of 4 000.");
    }
}
