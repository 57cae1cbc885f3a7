namespace WeightPred.Reproduction;

/// <summary>Okabe and Ito's colours, which colour-blind readers tell apart, yellow darkened for a white page; lines beyond the eighth are dashed.</summary>
internal static class Palette
{
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#b8a800"];

    public static string Colour(int index) => Colours[index % Colours.Length];

    public static string Dash(int index) => (index / Colours.Length % 3) switch
    {
        0 => "",
        1 => " stroke-dasharray=\"9 4\"",
        _ => " stroke-dasharray=\"2 4\"",
    };
}
