using System.Globalization;
using System.Text;

namespace WeightPred.Reproduction;

/// <summary>A decision at a glance: estimate and interval on a line, with what they are held against.</summary>
internal static class IntervalSketch
{
    private const double Width = 300, Height = 58, Margin = 26, Line = 26;

    public static string Render(Decision decision, string colour)
    {
        var shown = new[] { decision.Estimate, decision.Low, decision.High, decision.Target }.Where(v => PlotScale.Drawable(v, false)).ToList();
        if (!PlotScale.Drawable(decision.Estimate, false))
            return "";
        var scale = PlotScale.For(shown, log: false, pad: 0.12, zeroWithin: 0);
        var svg = new StringBuilder();
        svg.Append($"<svg class=\"interval\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(Width)} {N(Height)}\" width=\"{N(Width)}\" height=\"{N(Height)}\" role=\"img\" font-family=\"{PlotText.Fonts}\">");
        svg.Append($"<title>{Markup.Escape($"{Numbers.WithInterval(decision)}, held against {Numbers.Short(decision.Target)}")}</title>");
        svg.Append($"<line x1=\"{N(Margin)}\" y1=\"{N(Line + 12)}\" x2=\"{N(Width - Margin)}\" y2=\"{N(Line + 12)}\" stroke=\"#c4c7cc\"/>");
        foreach (var tick in scale.Ticks(Width - 2 * Margin, label => PlotText.Width(label, 11), 16))
        {
            svg.Append($"<line x1=\"{N(X(tick.At))}\" y1=\"{N(Line + 12)}\" x2=\"{N(X(tick.At))}\" y2=\"{N(Line + 16)}\" stroke=\"#9aa0a6\"/>");
            svg.Append($"<text x=\"{N(X(tick.At))}\" y=\"{N(Line + 28)}\" font-size=\"11\" fill=\"#5f6368\" text-anchor=\"middle\">{Markup.Escape(tick.Label)}</text>");
        }
        if (PlotScale.Drawable(decision.Target, false))
        {
            var at = scale.At(decision.Target);
            svg.Append($"<line x1=\"{N(X(at))}\" y1=\"2\" x2=\"{N(X(at))}\" y2=\"{N(Line + 12)}\" stroke=\"#3c4043\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>");
            svg.Append($"<text x=\"{N(X(at) + (at < 0.5 ? 5 : -5))}\" y=\"10\" font-size=\"11\" fill=\"#3c4043\" text-anchor=\"{(at < 0.5 ? "start" : "end")}\">held against</text>");
        }
        if (PlotScale.Drawable(decision.Low, false) && PlotScale.Drawable(decision.High, false))
        {
            var (low, high) = (X(scale.At(decision.Low)), X(scale.At(decision.High)));
            svg.Append($"<path d=\"M{N(low)} {N(Line - 7)}v14M{N(low)} {N(Line)}H{N(high)}M{N(high)} {N(Line - 7)}v14\" stroke=\"{colour}\" stroke-width=\"2.5\" fill=\"none\"/>");
        }
        svg.Append($"<circle cx=\"{N(X(scale.At(decision.Estimate)))}\" cy=\"{N(Line)}\" r=\"5.5\" fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"1.5\"/></svg>");
        return svg.ToString();

        static double X(double at) => Margin + at * (Width - 2 * Margin);
    }

    private static string N(double value) => (Math.Round(value, 2, MidpointRounding.AwayFromZero) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
}
