using Reproduction.Plots;

namespace Reproduction.Reports.Plots;

/// <summary>Paper of a plot.</summary>
internal enum Theme
{
    Light,
    Dark,
}

/// <summary>Colours of series: those of Okabe and Ito, which colour-blind readers tell apart, toned for either paper.</summary>
internal static class Palette
{
    private static readonly string[] Light =
        ["#0072b2", "#d55e00", "#009e73", "#b5588f", "#c98500", "#3d9fd8", "#8a7a00", "#6b6b6b"];
    private static readonly string[] Dark =
        ["#4ea8e8", "#ff8a3d", "#2ec99b", "#e39bc6", "#f5b83d", "#9ad6f7", "#d8cb2e", "#b0b0b0"];

    /// <summary>How many series have a colour of their own.</summary>
    public static int Count => Light.Length;

    /// <summary>The colour of the label at a place of <see cref="Labels"/>,
    /// as "#rrggbb"; the ninth has the first's again.</summary>
    public static string Colour(int index, Theme theme = Theme.Light) => (theme == Theme.Dark ? Dark : Light)[index % Count];

    /// <summary>The labels of all charts of a claim, each once, in order: its place is its colour. Ink has none.</summary>
    public static IReadOnlyList<string> Labels(IEnumerable<Chart> charts) =>
        [.. charts.SelectMany(c => c.Series).Where(s => !s.Ink).Select(s => s.Label).Distinct()];
}
