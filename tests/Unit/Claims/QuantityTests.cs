using Reproduction.Claims;

namespace WeightPred.Unit.Claims;

public sealed class QuantityTests
{
    private static readonly Arm Good = new("good", Made.Good), Poor = new("poor", Made.Poor),
        Bad = new("bad", new MadeExperiment("bad", 0.9));

    private static readonly Quantity A = Good[Made.Loss], B = Poor[Made.Loss], C = Bad[Made.Loss];

    // The loss of each arm, as it is on average.
    private static double Of(Quantity quantity) => quantity.Of(part => ((MadeExperiment)part.Arm.Experiment).Loss);

    [Fact]
    public void A_metric_of_an_arm_is_called_by_both() => Assert.Equal(("good: loss", "MSE"), (A.Name, A.Unit));

    [Fact]
    public void Quotients_differences_and_means_are_taken_seed_by_seed()
    {
        Assert.Equal(0.2 / 0.5, Of(A.Over(B)));
        Assert.Equal(0.5 - 0.2, Of(B.Less(A)));
        Assert.Equal((0.2 + 0.5 + 0.9) / 3, Of(Quantity.Mean(A, B, C)), 1e-12);
        Assert.Equal(Math.Cbrt(0.2 * 0.5 * 0.9), Of(Quantity.GeometricMean(A, B, C)), 1e-12);
        Assert.Equal(0.2 / 0.5 - 0.2 / 0.9, Of(A.Over(B).Less(A.Over(C))), 1e-12);
    }

    [Fact]
    public void A_name_says_how_a_quantity_is_made_so_that_two_of_one_name_are_the_same()
    {
        Quantity[] all = [A, B, Good[Made.Score], A.Over(B), B.Over(A), A.Less(B), Quantity.Mean(A, B), Quantity.GeometricMean(A,
            B), A.Over(B).Over(C), A.Over(B.Over(C)), Quantity.Mean(A, B, C), Quantity.Mean(Quantity.Mean(A, B), C)];
        Assert.Equal(all.Length, all.Select(quantity => quantity.Name).Distinct().Count());
        Assert.Equal("(good: loss) / (poor: loss)", A.Over(B).Name);
        Assert.Equal(A.Over(B), A.Over(B));
        Assert.NotEqual(A.Over(B), B.Over(A));
        Assert.All(all, quantity => Assert.NotEmpty(quantity.Unit));
    }

    [Fact]
    public void Its_arms_and_parts_are_each_named_once()
    {
        var twice = A.Over(B).Less(A.Over(C));
        Assert.Equal([Good, Poor, Bad], twice.Arms);
        Assert.Equal([A, B, C], twice.Parts);
    }

    [Fact]
    public void On_other_arms_it_is_made_in_the_same_way()
    {
        var twin = A.Over(B).On(arm => new Arm(arm.Name, arm.Experiment.Untrained));
        Assert.Equal(A.Over(B).Name, twin.Name);
        Assert.Equal(1, Of(twin));
    }

    [Fact]
    public void An_experiment_is_part_of_what_an_arm_is()
    {
        Assert.NotEqual(Good, new Arm("good", Made.Poor));
        Assert.NotEqual(A, new Arm("good", Made.Poor)[Made.Loss]);
        Assert.Equal(Good, new Arm("good", Made.Good with { }));
    }

    [Fact]
    public void A_value_that_came_with_the_run_is_taken_before_it_is_computed()
    {
        var metric = new Metric("loss", "MSE",
            _ => throw new InvalidOperationException("There is no need to compute it."), onNetwork: true);
        Assert.Equal(7, metric.Value(new Given()));
        Assert.Equal(3, new Metric("other", "MSE", run => run.Seed).Value(new Given()));
    }

    [Fact]
    public void A_value_that_came_with_the_run_must_follow_from_its_losses_where_no_network_is_needed()
    {
        Assert.Equal(7, new Metric("loss", "MSE", _ => Math.BitIncrement(7)).Value(new Given()));
        foreach (double other in (double[])[7.001, -7, double.PositiveInfinity, double.NaN])
            Assert.Contains("given.json: the metric \"loss\"", Assert.Throws<InvalidRunException>(
                () => new Metric("loss", "MSE", _ => other).Value(new Given())).Message, StringComparison.Ordinal);
    }

    private sealed record Given : IRun
    {
        public int Seed => 3;

        public IReadOnlyList<Reproduction.Results.CurvePoint> Curve => [];

        public bool Diverged => false;

        public string Fingerprint => "";

        public string PublishedIn => "given.json";

        public double? Known(string metric) => metric == "loss" ? 7 : null;
    }
}
