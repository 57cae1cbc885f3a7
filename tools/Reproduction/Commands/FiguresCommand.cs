using Spectre.Console;
using Spectre.Console.Cli;
using Reproduction.Claims;
using Reproduction.Files;
using Reproduction.Plots;
using Reproduction.Reports.Plots;

namespace Reproduction.Tool.Commands;

/// <summary>Draws the write-up's figures over the published runs, all in one picture, and counts.</summary>
internal sealed class FiguresCommand(IAnsiConsole console, Place at) : RunCommand<RunOptions>(at)
{
    protected override int On<T>(ClaimsAssembly claims, IReadOnlyList<Plan> plans, RunOptions options,
        CancellationToken cancellation)
    {
        if (claims.Figures.Count == 0)
            throw new ToolException("None of these claims is about a figure.");
        var published = options.In<T>(Place, claims);
        var compared = claims.Figures.Select(figure => (figure.Figure, Compared: figure.Compare(Runs))).ToList();
        string[][] rows =
        [
            .. from figure in compared
               from count in figure.Compared.Counts
               select (string[])[figure.Figure, count.Curve, count.Points == 0 ? "no runs" : $"{count.Inside} of {count.Points}"],
        ];
        var counts = compared.SelectMany(figure => figure.Compared.Counts).ToList();
        var (inside, points) = (counts.Sum(count => count.Inside), counts.Sum(count => count.Points));
        string title = "The write-up's curves on ours: "
            + FormattableString.Invariant($"{inside} of {points} points inside; 95 % would be {0.95 * points:F0}");
        console.Table(["figure", "curve", "points inside"], rows);
        console.Line(title);
        var picture = Painter.Together(title, [.. compared.Select(figure => figure.Compared.Chart)], columns: 2);
        if (picture.Png.Length == 0)
            throw new ToolException(picture.Problem);
        string file = Path.Combine(claims.Home, "docs", "figures.png");
        WholeFile.Write(file, picture.Png);
        console.Line($"Written: {Place.Shown(file)}.");
        return 0;

        IReadOnlyList<IRun> Runs(IExperiment asked) => asked is T experiment ? published.Of(experiment) : [];
    }
}
