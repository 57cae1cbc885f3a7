using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Results;

namespace WeightPred.Unit.Baselines;

public sealed class MeanShiftTests
{
    // The measurement's values as approved and as received; null for a side that has none.
    private static MeanShift Of(double[]? before, double[]? after, IReadOnlyList<Band>? bands = null, bool byReference = false)
    {
        var (old, now) = (Approved(before), Approved(after));
        return Assert.Single(MeanShift.Of(new Pending("name", now, byReference ? null : old, byReference ? old : null, [], bands ?? [], false, "")));
    }

    private static Baseline? Approved(double[]? values) => values is null ? null : Baseline.From(Made.Result().Only(values));

    [Fact]
    public void Both_means_their_difference_and_its_size_in_standard_errors()
    {
        // Spreads 1 and 2 of three and of three values: sqrt(1/3 + 4/3) = sqrt(5/3).
        var shift = Of([1, 2, 3], [4, 6, 8]);
        Assert.Equal(("XLinear: final loss", "MSE", 2.0, 6.0, 4.0), (shift.Measurement, shift.Unit, shift.Old, shift.New, shift.Difference));
        Assert.Equal(4 / Math.Sqrt(5.0 / 3), shift.Z, 12);
        Assert.Equal(-4 / Math.Sqrt(5.0 / 3), Of([4, 6, 8], [1, 2, 3]).Z, 12);
        Assert.Equal(double.NaN, shift.HalfBand);
    }

    [Fact]
    public void Each_side_counts_by_its_own_seeds() => Assert.Equal(4 / Math.Sqrt(1.0 / 3 + 2.0 / 2), Of([1, 2, 3], [5, 7]).Z, 12);

    [Fact]
    public void Where_nothing_is_approved_the_nearest_device_stands_in()
    {
        Assert.Equal(2, Of([1, 2, 3], [4, 6, 8], byReference: true).Old);
        Assert.Equal((double.NaN, 6), (Of(null, [4, 6, 8]).Old, Of(null, [4, 6, 8]).New));
        Assert.Equal((2, double.NaN), (Of([1, 2, 3], null).Old, Of([1, 2, 3], null).New));
    }

    [Theory]
    [InlineData(new[] { 1.0 }, new[] { 4.0, 6, 8 })]
    [InlineData(new[] { 4.0, 6, 8 }, new[] { 1.0 })]
    [InlineData(new[] { 2.0, 2 }, new[] { 3.0, 3 })]
    [InlineData(new[] { 1.0, double.PositiveInfinity }, new[] { 3.0, 4 })]
    public void Without_a_spread_there_are_no_standard_errors(double[] before, double[] after) => Assert.Equal(double.NaN, Of(before, after).Z);

    [Fact]
    public void The_band_is_that_of_the_measurement() =>
        Assert.Equal(0.5, Of([1, 2], [3, 4], [new Band("another", 0.1, 1, ""), new Band("XLinear: final loss", 0.5, 1, "")]).HalfBand);

    [Fact]
    public void A_measurement_of_either_side_alone_is_there_too()
    {
        var now = Baseline.From(Made.Result());
        var old = now with { Measurements = [now.Measurements[1], new("gone", "R²", [0.5])] };
        Assert.Equal(["Linear: final loss", "XLinear: final loss", "gone"], MeanShift.Of(new Pending("name", now, old, null, [], [], false, "")).Select(shift => shift.Measurement));
        Assert.Equal("R²", MeanShift.Of(new Pending("name", now, old, null, [], [], false, ""))[2].Unit);
        Assert.Empty(MeanShift.Of(new Pending("name", null, null, null, [], [], false, "")));
    }
}
