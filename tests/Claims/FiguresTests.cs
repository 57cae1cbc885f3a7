using System.Diagnostics;
using System.Text.Json;
using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

/// <summary>The figures as they are read, and how many of their points our published runs have inside.</summary>
public sealed class FiguresTests
{
    private static readonly PublishedRuns Runs = new(Path.Combine(Checkout.Root, "baselines", PublishedRuns.Folder));

    private static readonly FigureClaim[] Claims = [.. Suite.ClaimsOf(typeof(FiguresTests).Assembly).OfType<FigureClaim>()];

    private static readonly FigureClaim[] DeepSets = [new F_4_Fifteen_unknowns(), new F_5_Fifty_unknowns()];

    private static IReadOnlyList<IRun> Published(IExperiment experiment) => Runs.Of((Experiment)experiment);

    private static Func<IExperiment, IReadOnlyList<IRun>> Steps(int steps) =>
        experiment => Runs.Of((Experiment)experiment with { Steps = steps });

    private static (int Inside, int Points) Count(IEnumerable<IFigureClaim> claims, Func<IExperiment, IReadOnlyList<IRun>> runs)
    {
        FigureCount[] counts = [.. claims.SelectMany(claim => claim.Compare(runs).Counts)];
        return (counts.Sum(count => count.Inside), counts.Sum(count => count.Points));
    }

    [Fact]
    public void A_curve_is_read_between_its_columns()
    {
        Assert.Equal(["20 equations", "30 equations", "45 equations"], Figure.Small.Series);
        Assert.Equal(0.005, Figure.Small.At("45 equations", 30_000));
        Assert.Equal(0.02635, Figure.SimplePairs.At("5 pairs", 20_000)); // the last column is a pixel before the end
        var (a, b) = (Figure.Large["100 equations"][10], Figure.Large["100 equations"][11]);
        double between = Figure.Large.At("100 equations", (a.Step + b.Step) / 2);
        Assert.InRange(between, Math.Min(a.Loss, b.Loss), Math.Max(a.Loss, b.Loss));
        Assert.Throws<ArgumentOutOfRangeException>(() => Figure.Small.At("45 equations", 50_000));
        Assert.Equal([5_000, 10_000, 15_000, 20_000, 25_000, 30_000], Figure.StepsOf(30_000));
        Assert.Equal(0.000135, Figure.Small.Quoted("45 equations", 30_000).HalfDigit);
    }

    [Theory]
    [InlineData("xvsres")]
    [InlineData("simple-io-pair-comp")]
    [InlineData("15-vars-test")]
    [InlineData("50-vars-test")]
    public void The_first_versions_figures_are_there_to_be_drawn(string stem) =>
        Assert.InRange(Figure.FirstVersion(stem).Count, 2, 3);

    [SkippableFact]
    public void The_curves_have_the_points_inside_that_the_first_page_says()
    {
        Skip.IfNot(Suite.Of(typeof(FiguresTests).Assembly).Lab.Device.Exact, "Published runs are those of the exact engine.");
        var (inside, points) = Count(Claims, Published);
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "README.md"));
        Assert.Contains($"{inside} of the {points} points", page, StringComparison.Ordinal);
    }

    /// <summary>Steps that the figures do not have, or another arm's runs, do not look like the figures.</summary>
    [SkippableFact]
    public void Another_number_of_steps_or_another_arm_has_far_fewer_points_inside()
    {
        Skip.IfNot(Suite.Of(typeof(FiguresTests).Assembly).Lab.Device.Exact, "Published runs are those of the exact engine.");
        int inside = Count(DeepSets, Published).Inside;
        Assert.InRange(Count(DeepSets, Steps(50_000)).Inside, 0, inside - 9);
        Assert.InRange(Count(DeepSets, Steps(15_000)).Inside, 0, inside - 9);
        Assert.InRange(Count([DeepSets[0]], experiment => Runs.Of((Experiment)experiment with { Pairs = 30 })).Inside, 0, 10);
    }

    [SkippableFact]
    public void A_count_without_this_code_is_the_same()
    {
        Skip.IfNot(Suite.Of(typeof(FiguresTests).Assembly).Lab.Device.Exact, "Published runs are those of the exact engine.");
        string told = Python(Path.Combine(Checkout.Root, "tools", "count-figures.py"));
        foreach (var claim in Claims)
        {
            IFigureClaim drawn = claim;
            foreach (var (count, curve) in drawn.Compare(Published).Counts.Zip(claim.Curves))
            {
                string net = JsonElement.Parse(curve.Experiment.Canonical).GetProperty("Net").GetRawText();
                string line = $"{claim.Statement.Id} {drawn.Figure} | {count.Curve} | {net} | {count.Inside} of {count.Points}\n";
                if (count.Points > 0)
                    Assert.Contains(line, told, StringComparison.Ordinal);
            }
        }
    }

    private static string Python(string script)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [script]) { RedirectStandardOutput = true })!;
            var text = python.StandardOutput.ReadToEndAsync();
            if (!text.Wait(TimeSpan.FromMinutes(5)))
            {
                python.Kill(entireProcessTree: true);
                Assert.Fail($"{script} has not ended after 5 minutes.");
            }

            python.WaitForExit();
            Assert.Equal(0, python.ExitCode);
            return text.Result.ReplaceLineEndings("\n");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "There is no python3 here.");
            throw;
        }
    }
}
