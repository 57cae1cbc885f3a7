using WeightPred.Reproduction;

namespace WeightPred.CrossEngine;

public class A_plot_is_drawn
{
    [Fact]
    public void ScottPlot_draws_a_PNG_with_band_reference_and_what_a_log_axis_cannot_show()
    {
        var chart = new Chart("", "title", "steps", "loss", [new Series("a", [0, 1, 10, 100], [1, 0.5, double.NaN, 0.1], [0.9, 0.4, 0.2, 0.05], [1.1, 0.6, 0.4, 0.2])]) { LogX = true, LogY = true, References = [new("write-up", 0.3)] };
        byte[] png = new ScottPlotter().Render(chart);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
    }
}
