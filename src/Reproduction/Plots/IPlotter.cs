using System.Text;

namespace WeightPred.Reproduction;

/// <summary>Draws charts; one implementation a stack.</summary>
public interface IPlotter
{
    /// <summary>"svg" or "png", without the dot.</summary>
    string Extension { get; }

    byte[] Render(Chart chart);
}

/// <summary>The default: SVG that this project writes itself, the same bytes on every machine.</summary>
public sealed class SvgPlotter : IPlotter
{
    public string Extension => "svg";

    public byte[] Render(Chart chart) => Encoding.UTF8.GetBytes(SvgPlot.Render(chart));
}
