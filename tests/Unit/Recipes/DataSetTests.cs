using System.Text.Json;
using ExactTorch.Rng;
using Reproduction;
using Reproduction.Claims;
using Reproduction.Recipes.Engines;
using WeightPred.Unit.Files;

namespace WeightPred.Unit.Recipes;

/// <summary>Recipes on a fixed data set: points, some of which lie inside a circle.</summary>
public sealed class DataSetTests : IDisposable
{
    private static readonly Ring Small = new()
    {
        Hidden = 16, Steps = 500, Batch = 32, LearningRate = 0.02, HeldOut = 100,
    };

    private readonly Scratch _scratch = new();

    /// <summary>Three columns of a file that a test writes.</summary>
    private sealed record FromFile : Recipe<FromFile>
    {
        public required string File { get; init; }

        public string Target { get; init; } = "y";

        protected override string Label => "from a file";

        protected override TimeSpan TakesExample => TimeSpan.FromMicroseconds(1);

        protected override string Stream => "file";

        protected override DataSet Data => Csv(File, Target);

        protected override Module<Tensor, Tensor> Build() => Linear(2, 1);
    }

    /// <summary>More held-out rows than a batch of an evaluation has.</summary>
    private sealed record Many : Recipe<Many>
    {
        private static readonly DataSet Points = new(
            Matrix(3000, (row, column) => column == 0 ? row % 7 - 3 : row % 11 / 11f),
            Matrix(3000, (row, column) => row % 5 < 2 == (column == 0) ? 1 : 0));

        protected override string Label => "many";

        protected override TimeSpan TakesExample => TimeSpan.FromMicroseconds(1);

        protected override string Stream => "many";

        protected override DataSet Data => Points;

        protected override Loss Loss => Loss.CrossEntropy;

        protected override Module<Tensor, Tensor> Build() => Linear(2, 2);
    }

    private static float[,] Matrix(int rows, Func<int, int, float> of)
    {
        float[,] matrix = new float[rows, 2];
        for (int i = 0; i < matrix.Length; i++)
            matrix[i / 2, i % 2] = of(i / 2, i % 2);
        return matrix;
    }

    [Fact]
    public void An_evaluation_weighs_all_rows_that_are_held_out_alike()
    {
        var run = Trainer.Train(new Many { Steps = 20, Batch = 64, LearningRate = 0.1, HeldOut = 2500 }, 0);
        var loss = Many.Error("loss", "nats", (answer, target) =>
            Math.Log(answer.Sum(score => Math.Exp(score))) - answer.Zip(target, (score, share) => score * share).Sum());
        Assert.Equal(loss.Value(run), run.HeldOutLoss, 1e-6);
        var rows = Many.Score("rows", "share", (_, target) => target[0]);
        Assert.Equal(0, rows.Value(run) * 2500 % 1, 1e-9);
        Assert.InRange(rows.Value(run), 0.38, 0.42);
        Assert.Equal(double.PositiveInfinity, loss.Value(run with { FinalLoss = double.PositiveInfinity }));
        Assert.Equal(double.NegativeInfinity, rows.Value(run with { FinalLoss = double.PositiveInfinity }));
    }

    [Fact]
    public void A_hidden_layer_beats_a_straight_line_on_accuracy()
    {
        Plan PlanOf(bool other)
        {
            var plan = new Plan(new("R1", "A hidden layer sees the ring", Kind.Result, "a test", "it does"), Tier.Quick);
            // As the page shows it.
            var layer = plan.Arm("hidden layer",
                new Ring { Hidden = 16, Steps = 500, Batch = 32, LearningRate = 0.02, HeldOut = 100 });
            var line = plan.Arm("straight line", new Ring { Steps = 500, Batch = 32, LearningRate = 0.02, HeldOut = 100 });
            plan.Seeds(3, 5);
            if (other)
                plan.Decide(line.Beats(layer, on: Ring.Accuracy));
            else
                plan.Decide(layer.Beats(line, on: Ring.Accuracy));
            plan.Measure(Ring.Accuracy, layer, line);
            return plan;
        }

        ILab lab = new Laboratory<Ring>(_scratch["kept"]);
        var result = Examination.Of(PlanOf(other: false), new(lab));
        Assert.Equal((Verdict.Holds, 0), (result.Verdict, result.Faults.Count));
        Assert.All(result.Measurements[0].PerSeed, share => Assert.InRange(share, 0.9, 1));
        Assert.All(result.Measurements[1].PerSeed, share => Assert.InRange(share, 0.3, 0.75));
        Assert.All(result.Measurements[0].PerSeed, share => Assert.Equal(100 * share, Math.Round(100 * share), 1e-9));
        Assert.Equal(Verdict.Fails, Examination.Of(PlanOf(other: true), new(lab)).Verdict);
        Assert.Equal("training loss [cross entropy, moving average]", Small.LossTitle);
    }

    public static TheoryData<string> Optimisers => ["Adam", "AdamW decay 0.1", "SGD momentum 0.9"];

    private static Ring With(string optimiser) => Small with
    {
        Optimiser = optimiser switch
        {
            "AdamW decay 0.1" => Optimiser.AdamW(0.1),
            "SGD momentum 0.9" => Optimiser.Sgd(0.9),
            _ => Optimiser.Adam,
        },
    };

    // 200 rows train: step 157 stands in the middle of an epoch.
    [Theory]
    [MemberData(nameof(Optimisers))]
    public void A_run_that_goes_on_in_the_middle_of_an_epoch_has_the_same_bits(string optimiser)
    {
        var recipe = With(optimiser);
        var run = Trainer.Train(recipe, 1);
        using var first = recipe.Begin(1);
        while (first.Steps < 157)
            first.Step();
        using var second = recipe.Begin(1);
        var part = new Checkpoint(157, first.Loss, 0, default, [], first.Weights, first.Moments);
        Assert.True(((ILearner)second).Fits(part));
        ((ILearner)second).Resume(part);
        while (second.Steps < recipe.Steps)
            second.Step();

        Assert.Equal((run.Fingerprint, run.FinalLoss), (Trainer.Fingerprint(second.Weights), second.Loss));
        Assert.Equal(run.HeldOutLoss, ((ILearner)second).Evaluate());
        Assert.InRange(Ring.Accuracy.Value(run), 0.9, 1);
        Assert.Equal(recipe.Steps, Proof.Replay(run, recipe.Steps, [Ring.Accuracy]));
        using var before = recipe.Begin(1);
        Assert.Equal(Trainer.Fingerprint(before.Weights), Trainer.Train((Ring)recipe.Untrained, 1).Fingerprint);
    }

    [Theory]
    [MemberData(nameof(Optimisers))]
    public void An_optimiser_is_a_knob_and_Adam_is_not_written(string optimiser)
    {
        var recipe = With(optimiser);
        Assert.Equal(optimiser, recipe.Optimiser.ToString());
        Assert.Equal(recipe.Optimiser, Ring.Parse(recipe.Canonical).Optimiser);
        Assert.Equal(recipe.Canonical, Ring.Parse(recipe.Canonical).Canonical);
        Assert.Equal(optimiser == "Adam", recipe.Canonical == Small.Canonical && recipe.Name == Small.Name);
        Assert.DoesNotContain("Optimiser", Small.Canonical, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimiser.Sgd(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimiser.AdamW(-1));
    }

    [Fact]
    public void An_epoch_takes_every_row_once_and_none_that_is_held_out()
    {
        // The row's number is its input.
        const int Count = 50, HeldOut = 13, Train = Count - HeldOut, Batch = 8;
        var (numbers, nothing) = (new float[Count, 1], new float[Count, 1]);
        for (int i = 0; i < Count; i++)
            numbers[i, 0] = i;
        var data = new DataSet(numbers, nothing);
        Minibatches Of(int seed) => new(data, HeldOut, new RandomStream("rows", seed));
        float[] Drawn(Minibatches from, Purpose purpose, long step, int batch = Batch) =>
            Engine.Values(from.Draw(purpose, step, batch).Input);

        float[] held = Drawn(Of(0), Purpose.EvalData, 0, 1024);
        Assert.Equal(HeldOut, held.Distinct().Count());
        Assert.Equal(held, Drawn(Of(0), Purpose.EvalData, 0).Concat(Drawn(Of(0), Purpose.EvalData, 1)));

        var once = Of(0);
        float[] all = [.. Enumerable.Range(0, Train).SelectMany(step => Drawn(once, Purpose.TrainData, step))];
        float[][] epochs = [.. all.Chunk(Train)];
        Assert.Equal(Batch, epochs.Length);
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, Count).Select(i => (float)i), epoch.Concat(held).Order()));
        Assert.Equal(epochs.Length, epochs.Select(epoch => string.Join(',', epoch)).Distinct().Count());

        Assert.Equal<float>(all[(30 * Batch)..(31 * Batch)], Drawn(Of(0), Purpose.TrainData, 30));
        Assert.NotEqual(held, Drawn(Of(1), Purpose.EvalData, 0, 1024));
    }

    [Fact]
    public void Other_data_make_another_experiment()
    {
        File.WriteAllText(_scratch["a.csv"], "a,b,y\n1,2,3\n4,5,6\n7,8,9\n");
        File.WriteAllText(_scratch["same.csv"], "a,b,y\r\n1.0, 2,\"3\"\r\n4,5,6\r\n7,8,9");
        File.WriteAllText(_scratch["other.csv"], "a,b,y\n1,2,3\n4,5,6\n7,8,9.5\n");
        FromFile Of(string file) => new() { File = _scratch[file], Steps = 10, Batch = 2, LearningRate = 0.1, HeldOut = 1 };
        var (a, other) = (Of("a.csv"), Of("other.csv"));
        Assert.Equal(a.DataHash, Of("same.csv").DataHash);
        Assert.NotEqual(a.DataHash, other.DataHash);
        Assert.Contains(other.DataHash!, other.Canonical, StringComparison.Ordinal);

        var was = FromFile.Parse(a.Canonical.Replace(a.DataHash!, other.DataHash!, StringComparison.Ordinal));
        Assert.Contains(
            "was trained on other data", Assert.Throws<DataSetException>(() => was.Begin(0)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "HeldOut = 3 leaves no row to train on, since the data set has 3. Say HeldOut = 1",
            Assert.Throws<DataSetException>(() => (a with { HeldOut = 3 }).Begin(0)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,y\n1,2,3\n1,two,3\n", "bad.csv, line 3, column \"b\": \"two\" is no number.")]
    [InlineData("a,b,y\n1,2,3\n\n1,,3\n", "bad.csv, line 4, column \"b\": \"\" is no number.")]
    [InlineData("a,b,y\n1,2,3\n1,2,NaN\n", "bad.csv, line 3, column \"y\": \"NaN\" is no number.")]
    [InlineData("a,b,y\n1,2,3\n1,2\n", "bad.csv, line 3: 2 values for 3 columns.")]
    [InlineData("a,b,y\n1,2,3\n1,t\"w\"o,3\n", "bad.csv, line 3: a quotation mark stands where none may.")]
    [InlineData("a,b,z\n1,2,3\n1,2,3\n", "bad.csv has no column \"y\"; it has \"a\", \"b\", \"z\".")]
    [InlineData("a,a,y\n1,2,3\n1,2,3\n", "bad.csv has two columns of one name: \"a\", \"a\", \"y\".")]
    [InlineData("a,b,y\n1,2,3\n", "bad.csv has 1 row below its header: a data set needs at least two.")]
    [InlineData("", "bad.csv is empty: its first line names the columns.")]
    [InlineData(null, "bad.csv is not there.")]
    public void A_bad_file_is_refused_with_its_name_line_and_column(string? text, string says)
    {
        if (text is not null)
            File.WriteAllText(_scratch["bad.csv"], text);
        var recipe = new FromFile { File = _scratch["bad.csv"], Steps = 10, Batch = 2, LearningRate = 0.1, HeldOut = 1 };
        string message = Assert.Throws<DataSetException>(() => recipe.Canonical).Message;
        Assert.StartsWith(_scratch["bad.csv"], message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_a_recipe_that_compiles()
    {
        string root = Checkout.Root;
        string Text(string path) => File.ReadAllText(Path.Combine(root, path)).ReplaceLineEndings("\n");
        string page = Text("docs/your-own-write-up.md");
        Assert.Contains(Text("tests/Unit/Recipes/Ring.cs").Split("to the end.\n")[1], page, StringComparison.Ordinal);
        string plan = page.Split("straight line does not:\n\n```csharp\n")[1].Split("\n```")[0];
        Assert.All(
            plan.Split('\n'), line =>
                Assert.Contains(line, Text("tests/Unit/Recipes/DataSetTests.cs"), StringComparison.Ordinal));
    }

    public void Dispose() => _scratch.Dispose();
}
