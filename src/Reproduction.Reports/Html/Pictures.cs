using Reproduction.Plots;

namespace Reproduction.Reports.Html;

/// <summary>Drawn plots for readers without scripts, as long as they keep the file small.</summary>
internal sealed class Pictures(Func<Chart, byte[]?> png)
{
    private int left = 1_300_000; // characters of base64: with plotly.js and the curves the file stays below 3 MB

    public Markup Of(Chart chart)
    {
        if (png(chart) is not { } bytes)
            return Markup.Empty;
        var text = Convert.ToBase64String(bytes);
        if (text.Length > left)
            return Markup.Of($"<p class=\"note\">The picture was left out to keep this file small; it lies with the plots.</p>");
        left -= text.Length;
        return Markup.Of($"<img alt=\"{chart.Title}\" "
            + $"src=\"data:image/{(bytes.AsSpan().StartsWith("RIFF"u8) ? "webp" : "png")};base64,{text}\">");
    }
}
