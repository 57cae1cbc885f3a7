using System.Runtime.CompilerServices;
using System.Text;

namespace WeightPred.Reproduction;

/// <summary>Draws each chart once, since the report is written anew after each claim. A plot that fails is marked and never fails a claim.</summary>
internal sealed class PlotCache(IPlotter plotter)
{
    private readonly ConditionalWeakTable<Chart, Plot> _drawn = [];

    public string Extension => plotter.Extension;

    public Plot Of(Chart chart) => _drawn.GetValue(chart, Draw);

    /// <summary>The plot as an element that needs no other file.</summary>
    public string Html(Chart chart) => Of(chart) switch
    {
        { Bytes: null, Problem: var problem } => $"<p class=\"note\">Plot unavailable: {Markup.Escape(problem)}</p>",
        { Bytes: var bytes } when Extension == "svg" => Encoding.UTF8.GetString(bytes),
        { Bytes: var bytes } => $"<img alt=\"{Markup.Escape(chart.Title)}\" src=\"data:image/{Extension};base64,{Convert.ToBase64String(bytes)}\">",
    };

    private Plot Draw(Chart chart)
    {
        try
        {
            return new Plot(plotter.Render(chart), "");
        }
        // Whatever a plotting library throws, native ones included.
        catch (Exception e)
        {
            return new Plot(null, e.Message);
        }
    }

    internal sealed record Plot(byte[]? Bytes, string Problem);
}
