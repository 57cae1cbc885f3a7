using System.Text.RegularExpressions;
using WeightPred.Models.Generators;
using Reproduction.Baselines;
using Reproduction.Claims;
using Reproduction.Reports;
using Reproduction.Results;
using Reproduction.Testing;
using Reproduction;
using Reproduction.Recipes.Engines;

[assembly: WriteUp("a write-up of two small networks", typeof(Laboratory))]

namespace WeightPred.ToolTests;

/// <summary>From what is lacking to what is published and audited, on networks that train in a moment.</summary>
public sealed class TrainingTests : Bench
{
    private static readonly string Claims = typeof(TrainingTests).Assembly.Location;

    private string Said(int exitCode, params string[] args)
    {
        var result = Run([.. args, "--claims", Claims]);
        Assert.True((exitCode, "") == (result.ExitCode, Error),
            $"Exit code {result.ExitCode} instead of {exitCode}. {Error}{result.Output}");
        return result.Output;
    }

    [Fact]
    public void What_is_lacking_is_trained_then_published_then_audited()
    {
        Assert.Contains("In all 5 runs, about 0.0 s on one core: 0 done, 5 left", Said(0, "train", "T2", "--list"));
        Assert.Empty(Files());

        Assert.Contains("5 runs kept in ", Said(0, "train", "t2"));
        var published = Said(0, "publish", "--reason", "a test");
        Assert.Contains("5 runs published; 0 had been.", published);
        Assert.Equal(Engine.Device.Exact,
            published.Contains("Decided from them: T2. Next: dotnet test --filter Category=Published", StringComparison.Ordinal));
        Assert.DoesNotContain("Decided", Said(0, "publish", "--reason", "a test"));
        Assert.Contains("Nothing is lacking", Said(0, "train", "T2"));
        Assert.Matches("In all 5 runs(?s:.*)", Said(0, "train", "T1", "T2", "--list"));
        if (Engine.Device.Exact)
            Assert.Contains("Replayed on this machine so far: 100 % of all published steps.", Said(0, "audit", "--all"));
        else
            Refused("Runs are replayed on the embedded engine", "audit", "--all", "--claims", Claims);
    }

    [Fact]
    public void Runs_without_exact_bits_stand_apart_from_those_that_claims_are_decided_from()
    {
        Said(0, "train", "T2", "--seeds", "1");
        Assert.DoesNotContain("Decided", Said(0, "publish", "--reason", "a test"));
        Assert.Equal(["baselines/" + (Engine.Device.Exact ? PublishedRuns.Folder : PublishedRuns.Independent)],
            Files().Keys.Where(file => file.StartsWith("baselines/", StringComparison.Ordinal))
            .Select(file => file[..file.LastIndexOf('/')]));
    }

    [Fact]
    public void Where_some_are_published_the_others_alone_are_trained_and_published()
    {
        Said(0, "train", "T2");
        Said(0, "publish", "--reason", "the first machine's");
        Directory.Delete(Artifacts, recursive: true);

        var said = Said(0, "train", "T2", "--seeds", "6");
        Assert.Contains("In all 1 run, ", said);
        Assert.Contains("seed 5 (1 of 1).", said);
        Assert.Contains("1 run published; 0 had been.", Said(0, "publish", "--reason", "the second machine's"));
        Assert.Contains("Nothing is lacking", Said(0, "train", "T2", "--seeds", "6"));
    }

    [Fact]
    public void A_kept_run_that_is_damaged_is_named_and_the_others_are_published()
    {
        Said(0, "train", "T2");
        string damaged = Directory.GetFiles(Path.Combine(Artifacts, "runs"), "*.run").Order(StringComparer.Ordinal).First();
        byte[] bytes = File.ReadAllBytes(damaged);
        bytes[^1] ^= 1;
        File.WriteAllBytes(damaged, bytes);

        var result = Run("publish", "--reason", "a test", "--claims", Claims);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("4 runs published; 0 had been.", result.Output, StringComparison.Ordinal);
        Assert.Contains($"kept in artifacts/runs/{Path.GetFileName(damaged)}. Delete that file, and train again.", Error,
            StringComparison.Ordinal);
        File.Delete(damaged);
        Said(0, "train", "T2");
        Assert.Contains("1 run published; 4 had been.", Said(0, "publish", "--reason", "a test"));
    }

    /// <summary>
    /// A changed number in a published run is found although the file's own hash was corrected: by the proof, or by an audit to
    /// the end.
    /// </summary>
    [SkippableTheory]
    [InlineData("the loss at step 1", true)]
    [InlineData("the evaluation after step 8", true)]
    [InlineData("the loss at step 11", false)]
    [InlineData("the loss at step 12", false)]
    [InlineData("the held-out loss", false)]
    [InlineData("the final weights", false)]
    [InlineData("the metric \"final loss\"", false)]
    public void One_digit_that_was_changed_is_found(string where, bool byItsProof)
    {
        Skip.IfNot(Engine.Device.Exact, "Without exact bits nothing can be replayed.");
        Said(0, "train", "T1");
        Said(0, "publish", "--reason", "a test");
        var runs = new PublishedRuns(Path.Combine(Baselines, PublishedRuns.Folder));
        var honest = runs.ReadAll()[0].Run;
        var up = (double value) => Math.BitIncrement(value);
        IReadOnlyList<CurvePoint> From(int step) =>
            [.. honest.Curve.Select(point => point.Step == step ? point with { Loss = up(point.Loss) } : point)];
        runs.Write(where switch
        {
            "the loss at step 1" => honest with { Curve = From(1) },
            "the loss at step 11" => honest with { Curve = From(11) },
            "the evaluation after step 8" => honest with { StartLoss = up(honest.StartLoss) },
            "the loss at step 12" => honest with { Curve = From(12), FinalLoss = up(honest.FinalLoss) },
            "the held-out loss" => honest with { HeldOutLoss = up(honest.HeldOutLoss) },
            "the final weights" =>
                honest with { Fingerprint = honest.Fingerprint[..^1] + (honest.Fingerprint[^1] == '0' ? '1' : '0') },
            _ => honest with { Metrics =
                honest.Metrics.ToDictionary(metric => metric.Key, metric => metric.Value * (1 + 1e-11)) },
        }, "changed by hand");

        var proof = Run("audit", "--all", "--steps", "8", "--claims", Claims);
        Assert.Equal(byItsProof, proof.Output.Contains($"{where} differs", StringComparison.Ordinal));
        Assert.Matches($"{where} differ", Said(1, "audit", "--all"));
    }

    [SkippableFact]
    public void An_audit_takes_the_files_that_are_named_or_draws_a_seed_and_says_it()
    {
        Skip.IfNot(Engine.Device.Exact, "Without exact bits nothing can be replayed.");
        Said(0, "train", "T1");
        Said(0, "publish", "--reason", "a test");
        string[] files = [.. Directory.GetFiles(Path.Combine(Baselines, PublishedRuns.Folder))
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

        var drawn = Regex.Match(Said(0, "audit", "--steps", "8"),
            @"1 run of 5, chosen by seed (\d+) \(--seed \1 repeats the choice\)(?s:.*?)\n(.* seed \d): 8 of 12 steps equal");
        Assert.True(drawn.Success);
        Assert.Contains($"{drawn.Groups[2].Value}: 8 of 12 steps equal",
            Said(0, "audit", "--steps", "8", "--seed", drawn.Groups[1].Value), StringComparison.Ordinal);
        Assert.True(Enumerable.Range(0, 20)
            .Select(_ => Regex.Match(Said(0, "audit", "--steps", "1"), @"seed (\d+) \(").Groups[1].Value).Distinct().Count() > 1);

        var named = Said(0, "audit", files[1], files[3]);
        Assert.Contains("2 runs of 5, as named, each to its end", named, StringComparison.Ordinal);
        Assert.Matches(@"seed 1: 12 of 12 steps(?s:.*)seed 3: 12 of 12 steps", named);

        File.WriteAllText(Path.Combine(Root, files[0]), "{");
        var odd = Said(1, "audit", "--all");
        Assert.Contains(Path.GetFileName(files[0]), odd, StringComparison.Ordinal);
        Assert.Contains("4 runs of 4, all of them", odd, StringComparison.Ordinal);
        Refused("There is no file nosuch.json", "audit", "nosuch.json", "--claims", Claims);
        Refused("Files that are named are not chosen", "audit", files[1], "--all");
    }

    /// <summary>A claim whose model was changed on purpose: each command that a user is told to type, and what it says.</summary>
    [SkippableFact]
    public void A_changed_model_comes_back_to_green_step_by_step()
    {
        Skip.IfNot(Engine.Device.Exact, "Without exact bits nothing can be proven.");
        // As it was approved: the published runs, and the claim's numbers, are of an older model.
        var runs = new PublishedRuns(Path.Combine(Baselines, PublishedRuns.Folder));
        foreach (var experiment in new T3().PlanOf(Tier.Full).Trained.Select(arm => (Experiment)arm.Experiment))
            for (int seed = 0; seed < 5; seed++)
                runs.Write(Trainer.Train(experiment, seed + 100) with { Seed = seed }, "the older model");
        var approved = Decided(new Laboratory(Path.Combine(Root, "elsewhere"), TextWriter.Null), Tier.Full)
            with { Tier = Tier.Published, Fingerprint = "0123456789" };
        Assert.Equal((Verdict.Holds, 0), (approved.Verdict, approved.Faults.Count));
        Decide(approved with { Measurements =
            [.. approved.Measurements.Select(m => m with { PerSeed = [.. m.PerSeed.Select(v => 0.9 * v)] })] }, "first decided");

        // Red, with what to do.
        var red = Published();
        Assert.Equal(StandingKind.Invalid, red.Standing!.Kind);
        var failure = FailureText.For(red);
        string unwrapped = Regex.Replace(failure, @"\s+", " ");
        Assert.Matches(@"Fault: .*the loss at step 1 differs", unwrapped);
        Assert.Contains("If the model was changed on purpose, its published runs are of the old one: train and publish "
            + "them anew.", unwrapped);
        Assert.Contains("dotnet run --project tools/Reproduction -- train T3\n", failure);
        Assert.EndsWith("dotnet run --project tools/Reproduction -- publish --replace --reason \"...\"", failure);
        Assert.Contains("1 of them cannot be accepted. Next: dotnet run --project tools/Reproduction -- reject T3",
            Run("pending").Output);

        // Only the runs that fail their proof are lacking.
        var list = Said(0, "train", "T3", "--list");
        Assert.Contains("The start of 10 published runs is proven first.", list);
        Assert.Equal(2, Regex.Count(list, "5 published runs not by this code: .*, seed 0: the loss at step 1 differs"));
        Assert.Contains("In all 10 runs, ", list);
        Assert.Matches($"10 runs kept in .*Next: dotnet run --project tools/Reproduction -- publish --claims "
            + $"\"?{Regex.Escape(Claims)}\"? --replace --reason", Said(0, "train", "T3"));
        Assert.Equal(2, Run("publish", "--reason", "a bias", "--claims", Claims).ExitCode);
        Assert.Contains("Where the model was changed since, `publish --replace` puts this run in its place.", Error);
        var published = Said(0, "publish", "--replace", "--reason", "a bias");
        Assert.Contains("10 runs published; 0 had been.", published);
        Assert.Contains("Decided from them: T3. Next: dotnet test --filter Category=Published, then dotnet run --project "
            + "tools/Reproduction -- pending.", published);
        Assert.Contains("Nothing is lacking", Said(0, "train", "T3", "--list"));

        // Other numbers than approved: reviewed, accepted, green.
        Assert.Equal(StandingKind.Drifted, Published().Standing!.Kind);
        Assert.Matches(@"T3 +│ full +│ exacttorch +│ 10 values, final weights +│ Reproduced, as before", Run("pending").Output);
        Assert.Matches(@"trained: final loss, mean +│ [\d.]+ +│ [\d.]+ +│ \+11 %", Run("review", "T3").Output);
        Assert.Equal(0, Run("accept", "T3", "--reason", "a bias").ExitCode);
        Assert.Equal(StandingKind.Equal, Published().Standing!.Kind);

        Result Published()
        {
            var result = Decided(new Laboratory(Path.Combine(Root, "none"), TextWriter.Null, runs), Tier.Published);
            Decide(result);
            return result with { Standing = new BaselineComparer().Compare(result, Baselines) };
        }

        static Result Decided(Laboratory lab, Tier tier) =>
            Examination.Of(new T3().PlanOf(tier), new Conditions(lab)) with { BaselineName = "T3.Full", Replay = "dotnet test" };
    }

    [Fact]
    public void A_run_that_fails_its_proof_is_lacking_and_the_others_are_not()
    {
        Said(0, "train", "T1");
        Said(0, "publish", "--reason", "a test");
        Directory.Delete(Artifacts, recursive: true);
        var runs = new PublishedRuns(
            Path.Combine(Baselines, Engine.Device.Exact ? PublishedRuns.Folder : PublishedRuns.Independent));
        var third = runs.ReadAll().Single(published => published.Run.Seed == 3).Run;
        runs.Write(third with { StartLoss = 2 * third.StartLoss }, "changed by hand");
        Assert.Contains(Engine.Device.Exact ? "In all 1 run, " : "Nothing is lacking", Said(0, "train", "T1", "--list"));
    }

    [Fact]
    public void What_cannot_be_trained_is_refused()
    {
        Refused("There is no claim P9: there are T1, T2, T3, T4. --claims DLL names another project's.", "train", "P9",
            "--claims", Claims);
        Refused("--seeds is 1 or more", "train", "--seeds", "0");
        Refused("No run of these claims is kept in artifacts/runs: ", "publish", "--reason", "why", "--claims", Claims);
        Refused("--shard is K/N, K from 1 to N", "train", "--shard", "3/2");
        Refused("There is no task 6: the list has 1 to 5.", "train", "T2", "--task", "6", "--claims", Claims);
        Refused("There is no folder nosuch: --runs names one", "train", "--runs", "nosuch", "--claims", Claims);
        Refused("holds claims on something else than one recipe", "train", "--claims", Sample);
        Refused("holds claims on something else than one recipe", "audit", "--claims", Sample);
        Refused("--runs needs a value", "train", "--claims", Claims, "--runs");
    }

    [Fact]
    public void What_no_decision_and_no_measurement_uses_is_not_trained() =>
        Assert.DoesNotContain("rate 0.5", Said(0, "train", "T2", "--seeds", "2", "--list"), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_trained_that_cannot_be_kept()
    {
        Directory.CreateDirectory(Artifacts);
        File.WriteAllText(Path.Combine(Artifacts, "runs"), "no folder");
        Refused("Nothing can be kept in artifacts/runs, so nothing is trained: ", "train", "T2", "--claims", Claims);
    }

    [SkippableFact]
    public void A_kept_run_of_other_code_is_left_to_train_and_the_list_says_it()
    {
        Skip.IfNot(Engine.Device.Exact, "Without exact bits nothing can be proven.");
        Said(0, "train", "T1");
        var experiment = (Experiment)new T1().PlanOf(Tier.Full).Trained.First().Experiment;
        new KeptRuns(Path.Combine(Artifacts, "runs")).Keep(Trainer.Train(experiment, 100) with { Seed = 3 });

        string list = Said(0, "train", "T1", "--list");
        Assert.Matches("seed 3 .*left: the kept one is not by this code", list);
        Assert.Contains(": 4 done, 1 left", list);
        Assert.Equal(0, Run("train", "T1", "--claims", Claims).ExitCode);
        Assert.Contains(": 5 done, 0 left", Said(0, "train", "T1", "--list"));
    }

    /// <summary>Longest first, whatever the claims' order; tasks and shares are parts of one list.</summary>
    [Fact]
    public void Tasks_and_shares_add_up_to_the_list_which_says_what_is_done_and_what_trains_where()
    {
        string List(params string[] claims) => Said(0, ["train", .. claims, "--seeds", "2", "--list"]);
        Assert.Equal(List("T1", "T4"), List("T4", "T1"));
        Assert.Contains("1 of 1", Said(0, "train", "T1", "T4", "--seeds", "2", "--task", "4"));
        Assert.Contains("1 of 1", Said(0, "train", "T1", "--seeds", "2", "--shard", "1/2"));
        var longest = (Experiment)new T4().PlanOf(Tier.Full).Arms[0].Experiment;
        new Checkpoints(new KeptRuns(Path.Combine(Artifacts, "runs")).PathOf(longest, 0) + ".part").Write(
            longest, 0, new(7, 1, 1, TimeSpan.FromSeconds(2), [new(1, 1)], [], []) { Host = "far" });

        Assert.Equal(
            ["1 60000 x 8, seed 0 far: step 7 of 60000, 3.5/s, heard of", "2 60000 x 8, seed 1 left", "3 12 x 8, seed 0 done",
                "4 12 x 8, seed 1 done"],
            Regex.Matches(List("T1", "T4"), @"(?m)^ *(\d) .*, (\d+ x 8).*(, seed \d) .* (left|done|far.*of)\b")
                .Select(row => $"{row.Groups[1]} {row.Groups[2]}{row.Groups[3]} {row.Groups[4]}"));
        Assert.Contains(": 2 done, 2 left", List("T1", "T4"));
    }
}

/// <summary>Not public, so that it is a claim to the command line and no test to the runner.</summary>
internal abstract class SmallClaim(double rate, int steps = 12) : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var small = plan.Arm("small", new Experiment
        {
            Task = LearningTask.OutputFromWeights, Generator = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit),
                Net = new LinearNet { Widths = [8] }, Steps = steps, Batch = 8, HeldOut = 32, LearningRate = rate,
        });
        plan.Arm("unused", (Experiment)small.Experiment with { LearningRate = 0.5 });
        var loss = new Metric("final loss", "MSE", run => run.Curve[^1].Loss);
        plan.Decide(MeanWithin.AtMost("the loss is low enough", small[loss], 1000));
        plan.Measure(loss, small);
    }
}

/// <summary>Trained networks against the same ones at a rate that teaches nothing.</summary>
[Claim("T3", "Training lowers the loss", Kind.Result, Section = "Nowhere", WriteUp = "lower")]
internal sealed class T3 : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var trained = new Experiment
        {
            Task = LearningTask.OutputFromWeights, Generator = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit),
                Net = new LinearNet { Widths = [8] }, Steps = 60, Batch = 64, HeldOut = 32, LearningRate = 1e-2, EmaDecay = 0.8,
        };
        var (good, idle) = (plan.Arm("trained", trained), plan.Arm("idle", trained with { LearningRate = 1e-7 }));
        var loss = Metric.Error<Run>("final loss", "MSE", run => run.FinalLoss);
        plan.Decide(good.Beats(idle, on: loss));
        plan.Measure(loss, good, idle);
    }
}

[Claim("T1", "A small network stays finite", Kind.Result, Section = "Nowhere", WriteUp = "finite")]
internal sealed class T1() : SmallClaim(1e-2);

[Claim("T2", "A small network at a smaller rate stays finite", Kind.Result, Section = "Nowhere", WriteUp = "finite")]
internal sealed class T2() : SmallClaim(1e-3);

[Claim("T4", "A small network stays finite for long enough to be interrupted", Kind.Result, Section = "Nowhere",
    WriteUp = "finite")]
internal sealed class T4() : SmallClaim(1e-3, 60_000);
