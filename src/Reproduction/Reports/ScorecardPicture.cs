using System.Globalization;
using SkiaSharp;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Files;
using WeightPred.Reproduction.Plots;
using WeightPred.Reproduction.Reports.Html;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Reports;

/// <summary>
/// The scorecard on the first page: a row for each claim, with the write-up's words, the approved answer at its budget, and the approved guard at a reduced one.
/// A function of claims and baselines alone, so that it says the same on every machine. Only exact devices count.
/// </summary>
/// <remarks>The picture's content lies beside it as text, which a test compares: pixels are no contract.</remarks>
public static class ScorecardPicture
{
    private const string Stem = "scorecard";
    private const float Width = 1080, Margin = 18, Top = 92, LineHeight = 15.5f, Between = 8, Pixels = 1.25f;
    private const int MostLines = 4;
    private const char NoBreak = '\u00a0';

    // Left edge and room of a column's words.
    private static readonly (float At, float Room)[] Columns = [(62, 330), (404, 276), (692, 238), (942, 122)];

    private sealed record Cell(string Word, string Seeds, string Numbers, string Class);

    private sealed record Line(Statement Claim, Cell Answer, Cell Guard);

    /// <summary>Writes scorecard.png and scorecard.txt.</summary>
    /// <param name="title">Whose claims these are.</param>
    /// <param name="claims">All claims, in order.</param>
    /// <param name="baselines">Folder of the approved baselines.</param>
    /// <param name="folder">Where the two files go.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="BaselineException">A baseline cannot be used.</exception>
    /// <exception cref="InvalidOperationException">Nothing can be drawn on this machine.</exception>
    public static IReadOnlyList<string> Write(string title, IReadOnlyList<Statement> claims, string baselines, string folder)
    {
        var approved = Approved(baselines);
        string picture = Path.Combine(folder, Stem + ".png"), text = Path.Combine(folder, Stem + ".txt");
        WholeFile.Write(picture, Png(title, claims, approved));
        WholeFile.Write(text, Text(title, claims, approved));
        return [picture, text];
    }

    /// <summary>All approved baselines of a folder.</summary>
    /// <exception cref="BaselineException">One cannot be used.</exception>
    public static IReadOnlyList<Baseline> Approved(string folder) => [.. Directory.GetFiles(folder, "*.verified.json").Order(StringComparer.Ordinal).Select(BaselineFile.Read)];

    /// <summary>What the picture says, a line for each claim.</summary>
    /// <inheritdoc cref="Png"/>
    public static string Text(string title, IReadOnlyList<Statement> claims, IReadOnlyList<Baseline> approved) =>
        string.Concat(Lines(claims, approved)
            .Select(line => $"{line.Claim.Id} | {line.Claim.Sentence} | {line.Claim.WriteUp} | {Said(line.Answer)} | {Said(line.Guard)}")
            .Prepend("claim | sentence | the write-up says | ours, at its budget | our guard, at a reduced budget").Prepend(title).Select(line => line + "\n"));

    /// <summary>The picture.</summary>
    /// <param name="title">Whose claims these are.</param>
    /// <param name="claims">All claims, in order.</param>
    /// <param name="approved">All approved baselines.</param>
    /// <exception cref="InvalidOperationException">Nothing can be drawn on this machine.</exception>
    public static byte[] Png(string title, IReadOnlyList<Statement> claims, IReadOnlyList<Baseline> approved)
    {
        if (Painter.Problem.Length > 0)
            throw new InvalidOperationException(Painter.Problem);
        var lines = Lines(claims, approved);
        using var pen = new Pen();
        float[] tops = [Top, .. lines.Select(line => Height(pen, line))];
        for (int i = 1; i < tops.Length; i++)
            tops[i] += tops[i - 1];
        using var surface = SKSurface.Create(new SKImageInfo((int)(Width * Pixels), (int)((tops[^1] + Margin) * Pixels), SKColorType.Rgb888x, SKAlphaType.Opaque));
        pen.Canvas = surface.Canvas;
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Pixels);
        Head(pen, title, lines);
        foreach (var (line, top) in lines.Zip(tops))
            Draw(pen, line, top);
        using var pixels = surface.PeekPixels();
        using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9));
        return png!.ToArray();
    }

    private static List<Line> Lines(IReadOnlyList<Statement> claims, IReadOnlyList<Baseline> approved) =>
        [.. claims.Select(claim => new Line(claim, CellOf(claim, approved, Tier.Full), CellOf(claim, approved, Tier.Quick)))];

    private static Cell CellOf(Statement claim, IReadOnlyList<Baseline> approved, Tier tier) =>
        approved.FirstOrDefault(b => b.Claim == claim.Id && b.Tier == tier && b.Device.Exact) is { } baseline
            ? new(baseline.Word, Words.Count(baseline.Seeds.Count, "seed"), tier == Tier.Quick ? "" : Numbers(baseline), Say.Class(baseline.Verdict, baseline.Kind, tier))
            : new(tier == Tier.Quick ? "None yet" : "Not yet there", "", "", "notyet");

    // The means of the first metric, where they are few: "final loss: Linear 0.039, XLinear 0.0247".
    private static string Numbers(Baseline baseline)
    {
        var parts = baseline.Measurements.Where(m => !m.Name.StartsWith('(')).Select(m => (At: m.Name.LastIndexOf(": ", StringComparison.Ordinal), Of: m)).Where(p => p.At > 0)
            .Select(p => (Arm: p.Of.Name[..p.At], Metric: p.Of.Name[(p.At + 2)..], Mean: Short(Moments.Mean(p.Of.PerSeed)))).ToList();
        var first = parts.Where(p => p.Metric == parts[0].Metric).ToList();
        return first.Count switch
        {
            0 or > 6 => "",
            1 => $"{first[0].Metric} {first[0].Mean}",
            _ => $"{first[0].Metric}: {string.Join("; ", first.Select(p => $"{p.Arm}{NoBreak}{p.Mean}"))}",
        };
    }

    private static string Short(double mean) => double.IsFinite(mean) ? mean.ToString("G3", CultureInfo.InvariantCulture) : "diverged";

    private static string Said(Cell cell) => string.Join(", ", new[] { cell.Word, cell.Seeds, cell.Numbers }.Where(s => s.Length > 0)).Replace(NoBreak, ' ');

    private static float Height(Pen pen, Line line) => Between + LineHeight * new[]
    {
        pen.Lines(line.Claim.Sentence, Columns[0]).Count, pen.Lines(line.Claim.WriteUp, Columns[1]).Count, 1 + (line.Answer.Numbers.Length > 0 ? pen.Lines(line.Answer.Numbers, Columns[2]).Count : 0), 2,
    }.Max();

    private static void Head(Pen pen, string title, List<Line> lines)
    {
        pen.Words(pen.Title, title, Margin, 30, Ink);
        const string budget = "At the write-up's budget:";
        pen.Words(pen.Small, budget, Margin, 51, Muted);
        float x = Margin + pen.Small.Width(budget) + 12;
        foreach (var group in lines.GroupBy(l => (l.Answer.Word, l.Answer.Class)).OrderBy(g => Array.IndexOf(Order, g.Key.Class)))
        {
            pen.Dot(x + 5, 47, group.Key.Class);
            string text = $"{group.Count()} {group.Key.Word}";
            pen.Words(pen.Small, text, x + 15, 51, Ink);
            x += 15 + pen.Small.Width(text) + 18;
        }

        string[] names = ["Claim", "The write-up says", "Ours, at its budget", "Our guard"];
        foreach (var (name, column) in names.Zip(Columns))
            pen.Words(pen.Bold, name, name == names[0] ? Margin : column.At, Top - 12, Muted);
        pen.Rule(Top - 4);
    }

    private static void Draw(Pen pen, Line line, float top)
    {
        float first = top + 14;
        pen.Words(pen.Bold, line.Claim.Id, Margin, first, Ink);
        pen.Wrapped(line.Claim.Sentence, Columns[0], first, Ink);
        pen.Wrapped(line.Claim.WriteUp, Columns[1], first, Muted);
        pen.Dot(Columns[2].At + 5, first - 4.5f, line.Answer.Class);
        pen.Words(pen.Bold, line.Answer.Word, Columns[2].At + 15, first, Tone(line.Answer.Class));
        pen.Words(pen.Small, line.Answer.Seeds, Columns[2].At + 15 + pen.Bold.Width(line.Answer.Word) + 8, first, Muted);
        pen.Wrapped(line.Answer.Numbers, Columns[2], first + LineHeight, Muted);
        pen.Words(pen.Small, line.Guard.Word, Columns[3].At, first, Tone(line.Guard.Class));
        pen.Words(pen.Small, line.Guard.Seeds, Columns[3].At, first + LineHeight, Muted);
        pen.Rule(top + Height(pen, line) - 3);
    }

    private static readonly SKColor Ink = SKColor.Parse("#1f2328"), Muted = SKColor.Parse("#59616b"), Pale = SKColor.Parse("#dfe2e6");

    private static readonly string[] Order = ["broken", "holds", "fails", "explored", "open", "notyet"];

    // The report's own colours on light paper.
    private static SKColor Tone(string name) => SKColor.Parse(name switch
    {
        "holds" => "#1a7f47",
        "fails" => "#7a3fd1",
        "open" => "#8f5a00",
        "explored" => "#0f6b8a",
        "broken" => "#c62828",
        _ => "#69717b",
    });

    private sealed class Pen : IDisposable
    {
        public SKCanvas Canvas { get; set; } = null!;
        public Lettering Title { get; } = new(20, bold: true);
        public Lettering Bold { get; } = new(12.5f, bold: true);
        public Lettering Small { get; } = new(12.5f);

        public IReadOnlyList<string> Lines(string text, (float At, float Room) column) => Small.Wrap(text, column.Room, MostLines);

        public void Words(Lettering lettering, string text, float x, float baseline, SKColor colour) => lettering.Draw(Canvas, text, x, baseline, colour);

        public void Wrapped(string text, (float At, float Room) column, float first, SKColor colour)
        {
            foreach (var (line, i) in Lines(text, column).Select((line, i) => (line, i)))
                Words(Small, line, column.At, first + i * LineHeight, colour);
        }

        // Hollow where there is nothing yet.
        public void Dot(float x, float y, string tone)
        {
            bool hollow = tone == "notyet";
            using var paint = new SKPaint { Color = Tone(tone), IsAntialias = true, IsStroke = hollow, StrokeWidth = 1.5f };
            Canvas.DrawCircle(x, y, hollow ? 4.2f : 5, paint);
        }

        public void Rule(float y)
        {
            using var paint = new SKPaint { Color = Pale, StrokeWidth = 1 };
            Canvas.DrawLine(Margin, y, Width - Margin, y, paint);
        }

        public void Dispose()
        {
            Title.Dispose();
            Bold.Dispose();
            Small.Dispose();
        }
    }
}
