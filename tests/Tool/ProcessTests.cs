using System.Diagnostics;
using Reproduction;
using Reproduction.Files;
using Reproduction.Tool;
using Reproduction.Recipes.Engines;

namespace WeightPred.ToolTests;

/// <summary>The program itself, as a script or CI calls it: its output is a pipe.</summary>
public sealed class ProcessTests : Bench
{
    private (int Code, string Output, string Error) Start(string[] args, params (string Name, string? Value)[] environment)
    {
        using var process = Begin(args, environment);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static Process Begin(string[] args, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(CommandLine).Assembly.Location, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name is "CI" or "NO_COLOR" || name.StartsWith("GITHUB_",
            StringComparison.Ordinal) || name.StartsWith("REPRODUCTION_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>A run's bits depend on no interruption, and on nobody who trains it, too.</summary>
    [SkippableFact]
    public void Two_processes_on_one_folder_that_are_stopped_and_killed_keep_the_runs_of_one_that_is_not()
    {
        Skip.If(OperatingSystem.IsWindows() || !Engine.Exact,
            "A signal of Unix stops a training, and without exact bits no two are the same.");
        foreach (var (signal, expected) in new[] { ("TERM", 75), ("KILL", 137), ("USR1", 75), ("", 0) })
        {
            Process[] two = [.. Enumerable.Range(0, 2).Select(_ => Begin(
                ["train", "T4", "--seeds", "2", "--claims", typeof(TrainingTests).Assembly.Location],
                ("REPRODUCTION_ARTIFACTS", Artifacts)))];
            foreach (var process in two)
                process.StandardOutput.ReadLine();
            // The first line is said before the first step.
            Thread.Sleep(1500);
            foreach (var process in two.Where(_ => signal.Length > 0))
                Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
            foreach (var process in two)
            {
                string rest = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
                process.WaitForExit();
                Assert.True(process.ExitCode == expected, $"{signal}: {process.ExitCode}. {rest}");
            }
        }

        var (experiment, kept) =
            ((Experiment)new T4().PlanOf(Tier.Full).Arms[0].Experiment, new KeptRuns(Path.Combine(Artifacts, "runs")));
        foreach (int seed in new[] { 0, 1 })
        {
            var (run, whole) = (kept.Read(experiment, seed)!, Trainer.Train(experiment, seed));
            Assert.Equal((whole.Fingerprint, whole.StartLoss, whole.HeldOutLoss),
                (run.Fingerprint, run.StartLoss, run.HeldOutLoss));
            Assert.Equal(whole.Curve, run.Curve);
        }
        // One that was killed while it wrote may leave an unfinished file, which is deleted a day later.
        Assert.Equal(2, Files().Keys.Count(file => !WholeFile.IsUnfinished(file)));
    }

    [Fact]
    public void CI_and_a_setting_that_is_none_are_refused_in_one_line()
    {
        Decide(Made.Result());
        var (code, output, error) = Start(["accept", "P1.1", "--reason", "why", "--baselines", Baselines], ("CI", "true"));
        Assert.Equal((2, "", "Nothing is approved in CI: accept the received file on your machine and commit it."),
            (code, output, error.TrimEnd()));
        (code, output, error) = Start(["pending", "--baselines", Baselines], ("REPRODUCTION_UPDTE", "all"));
        Assert.Equal((2, "", 1), (code, output, error.TrimEnd().Split('\n').Length));
        Assert.StartsWith("REPRODUCTION_UPDTE is no setting", error);
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused_in_one_line_before_anything_trains()
    {
        var (code, _, error) = Start(["train", "T2", "--claims", typeof(TrainingTests).Assembly.Location],
            ("REPRODUCTION_DEVICE", "cuda"), ("REPRODUCTION_ARTIFACTS", Artifacts));
        Assert.StartsWith("REPRODUCTION_DEVICE=cuda, but ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
        // libtorch, which was asked for the device, now and then crashes while its process ends (135 in place of 2).
        if (Engine.Device.Exact)
            Assert.Equal(2, code);
        else
            Assert.NotEqual(0, code);
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public void A_pipe_and_NO_COLOR_get_plain_text_in_whole_lines(string? noColor)
    {
        Decide(Made.Result(), "first");
        Decide(Made.Result(Verdict.Fails));
        var (code, output, error) = Start(["pending", "--baselines", Baselines], ("NO_COLOR", noColor));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Holds here -> Does not hold here (flips)", output);
        Assert.DoesNotContain('\u001b', output);
    }
}
