using System.Globalization;
using Reproduction.Results;
using Reproduction.Statistics;

namespace WeightPred.Fixtures.Figures;

/// <summary>A figure of loss curves in the write-up, as its picture was digitised: README.md beside the files says how.</summary>
public sealed class Figure
{
    /// <summary>Points of a curve that are judged, evenly over the axis.</summary>
    public const int Points = 6;

    private readonly Dictionary<string, IReadOnlyList<CurvePoint>> _curves;

    private Figure(string stem, int end, double stepPixel, double lossPixel)
    {
        (Stem, End, StepPixel, LossPixel) = (stem, end, stepPixel, lossPixel);
        _curves = Read($"figures/revised/{stem}.csv");
    }

    /// <summary>Part I's first comparison: Linear and XLinear.</summary>
    public static Figure XLinComp { get; } = new("xlin-comp", 10_000, 22, 0.005);

    /// <summary>Part I's second comparison: XLinear and ResLinear.</summary>
    public static Figure XvsRes { get; } = new("xvsres", 50_000, 111, 0.00135);

    /// <summary>The linear check: 3 and 5 pairs.</summary>
    public static Figure SimplePairs { get; } = new("simple-io-pair-comp", 20_000, 44, 0.00081);

    /// <summary>Deep Sets, 15 unknowns: 20, 30 and 45 equations.</summary>
    public static Figure Small { get; } = new("15-vars-test", 30_000, 67, 0.00027);

    /// <summary>Deep Sets, 50 unknowns: 67, 100 and 150 equations.</summary>
    public static Figure Large { get; } = new("50-vars-test", 30_000, 67, 0.00054);

    /// <summary>File stem of picture and data.</summary>
    public string Stem { get; }

    /// <summary>The last step of the axis.</summary>
    public int End { get; }

    /// <summary>Steps of one pixel.</summary>
    public double StepPixel { get; }

    /// <summary>Loss of one pixel.</summary>
    public double LossPixel { get; }

    /// <summary>Names of the curves, in the order of the legend.</summary>
    public IReadOnlyList<string> Series => [.. _curves.Keys];

    /// <summary>A curve's digitised columns.</summary>
    public IReadOnlyList<CurvePoint> this[string series] => _curves[series];

    /// <summary>The steps that are judged, of an axis that ends at a step.</summary>
    public static IReadOnlyList<int> StepsOf(int end) =>
        [.. Enumerable.Range(1, Points).Select(i => (int)((long)end * i / Points))];

    /// <summary>The loss of a curve at a step, between columns; the last column may lie a pixel before the axis' end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The curve is not drawn there.</exception>
    public double At(string series, int step)
    {
        int last = _curves[series][^1].Step;
        return _curves[series].At(step > last && step - last <= StepPixel ? last : step);
    }

    /// <summary>The mean of a curve's columns between two steps.</summary>
    public double Mean(string series, int from, int to) =>
        _curves[series].Where(point => point.Step >= from && point.Step <= to).Average(point => point.Loss);

    /// <summary>The same as a printed number: known to half a pixel.</summary>
    public Quoted Quoted(string series, int step) => new(At(series, step), LossPixel / 2);

    /// <summary>The curves of a figure of the first version, where that differs: to be drawn, not to decide by.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>> FirstVersion(string stem) =>
        Read($"figures/first/{stem}.csv");

    private static Dictionary<string, IReadOnlyList<CurvePoint>> Read(string resource)
    {
        using var stream = typeof(Figure).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not built in.");
        using var reader = new StreamReader(stream);
        string[] lines = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Skip(1).Select(line => line.Split(','))
            .GroupBy(row => row[0], row => new CurvePoint(Int(row[1]), Double(row[2])))
            .ToDictionary(curve => curve.Key, curve => (IReadOnlyList<CurvePoint>)[.. curve]);

        static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
        static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
