namespace Reproduction.Plots;

/// <summary>How the points of a series are drawn.</summary>
public enum Drawing
{
    /// <summary>A line through the points; a band where the series has Low and High. For curves.</summary>
    Line,

    /// <summary>A marker a point; a bar from Low to High where the series has them. For means with their intervals.</summary>
    Interval,

    /// <summary>A small dot a point: one value of one seed.</summary>
    Dots,

    /// <summary>A thin line through the points: the curve of one seed.</summary>
    Thin,

    /// <summary>A disc a point: a value that was judged, and is as expected.</summary>
    Discs,

    /// <summary>A ring a point: a value that was judged, and is not as expected.</summary>
    Rings,
}

/// <summary>An axis of a chart.</summary>
/// <param name="Title">Quantity, and its unit in brackets where it has one: "training steps", "loss [MSE]".</param>
/// <param name="Log">Logarithmic; values of 0 or less are left out.</param>
public sealed record Axis(string Title, bool Log = false)
{
    /// <summary>The settings that exist, with their labels: ticks stand there and nowhere else.
    /// Empty for ticks of the plotter's choice.</summary>
    public IReadOnlyList<Tick> Ticks { get; init; } = [];

    /// <summary>Start of the drawn part of a curve's x axis; the data keep earlier points. Null: all is drawn.</summary>
    public double? From { get; init; }
}

/// <summary>A tick: where, and what it says.</summary>
public readonly record struct Tick(double At, string Label);

/// <summary>Points of one arm, or of one table's row.</summary>
/// <param name="Label">Text of the legend; series with one label share a colour and one legend entry.</param>
/// <param name="Drawing">Line, interval or dots.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">Values; infinite ones (a diverged run) are drawn at the edge, as such.</param>
public sealed record Series(string Label, Drawing Drawing, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Lower ends of the intervals, or of the band.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Drawn in the colour of the words: the write-up's own.</summary>
    public bool Ink { get; init; }
}

/// <summary>
/// A value to compare with: the write-up's figure, an oracle's bound, a margin; a band where Low and High differ.
/// </summary>
/// <param name="Label">Text of the legend.</param>
/// <param name="Low">Lower end, on the y axis; -∞ reaches the edge.</param>
/// <param name="High">Upper end; the same for a line; +∞ reaches the edge.</param>
public sealed record Reference(string Label, double Low, double High)
{
    /// <summary>The x at which it stands, with room for one tick; null for the whole axis.</summary>
    public double? X { get; init; }

    /// <summary>A single value.</summary>
    public static Reference At(string label, double y) => new(label, y, y);
}

/// <summary>A plot as data, free of any plotting library.</summary>
/// <param name="Name">File stem, without the claim's; "" for the claim's main plot.</param>
/// <param name="Title">The plot's subject, as a sentence.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Series">In the order of the legend.</param>
public sealed record Chart(string Name, string Title, Axis X, Axis Y, IReadOnlyList<Series> Series)
{
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>How to read the marks: "bars: mean with 95 % interval; dots: seeds".
    /// Empty where nothing needs to be said.</summary>
    public string Note { get; init; } = "";

    /// <summary>A figure of the write-up: the report shows it on top, too.</summary>
    public bool IsFigure { get; init; }

    /// <summary>Turned: x runs down the left side, the first tick on top, and y to the right.
    /// For rows with long labels.</summary>
    public bool Rows { get; init; }
}
