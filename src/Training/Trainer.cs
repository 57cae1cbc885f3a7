using System.Diagnostics;
using System.Security.Cryptography;
using ExactTorch.Rng;
using WeightPred.Models;

namespace WeightPred.Reproduction;

/// <summary>Trains a recipe with a seed. One thread a run: the bits do not depend on how many run side by side.</summary>
public static class Trainer
{
    private const int EvaluationBatch = 1024;

    /// <summary>Trains and evaluates.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="seed">Seed index.</param>
    /// <param name="progress">Told the steps done, now and then.</param>
    /// <param name="parts">Where an interrupted training goes on; null to begin at the beginning and to leave nothing.</param>
    public static Run Train(Recipe recipe, int seed, Action<int>? progress = null, Checkpoints? parts = null)
    {
        var stream = new RandomStream(recipe.Stream, seed);
        var noise = Stack.Noise(stream);
        using var model = Stack.Place(ModelFactory.Create(recipe, stream));
        using var optimizer = Stack.Adam(model, recipe.LearningRate);
        using var average = new LossAverage(recipe.EmaDecay);
        var curve = new List<CurvePoint>();
        var (done, before) = (0, TimeSpan.Zero);
        if (parts?.Read(recipe, seed) is { } part)
        {
            Load(model, part.Weights);
            optimizer.Resume(part.Step, part.Moments);
            average.Resume(part.Average);
            curve.AddRange(part.Curve);
            (done, before) = (part.Step, part.Spent);
        }

        long started = Stopwatch.GetTimestamp();
        TimeSpan Spent() => before + Stopwatch.GetElapsedTime(started);
        int next = curve.Count == 0 ? 1 : NextPoint(curve[^1].Step);
        for (int step = done + 1; step <= recipe.Steps; step++)
        {
            using (NewDisposeScope())
            {
                var examples = ExampleSource.Draw(recipe, noise, Purpose.TrainData, step - 1, recipe.Batch);
                optimizer.zero_grad();
                var loss = mse_loss(examples.Score(model.call(examples.Input)), examples.Target);
                loss.backward();
                optimizer.step();
                average.Add(loss);
            }

            if (step == next || step == recipe.Steps)
            {
                curve.Add(new(step, average.Value));
                if (!double.IsFinite(average.Value))
                    break;
                next = NextPoint(step);
                progress?.Invoke(step);
                Stack.CheckArithmetic();
            }

            if (parts is not { IsDue: true } || step == recipe.Steps)
                continue;
            Stack.CheckArithmetic();
            parts.Write(recipe, seed, new Checkpoint(step, average.Value, Spent(), curve, Stack.Weights(model), optimizer.Moments));
        }

        double seconds = Spent().TotalSeconds;
        bool diverged = !double.IsFinite(average.Value);
        var weights = Stack.Weights(model);
        var run = new Run
        {
            Recipe = recipe,
            Seed = seed,
            Curve = curve,
            FinalLoss = diverged ? double.PositiveInfinity : average.Value,
            HeldOutLoss = diverged ? double.PositiveInfinity : HeldOutLoss(recipe, noise, model),
            Weights = weights,
            Fingerprint = Fingerprint(weights),
            StepsPerSecond = curve[^1].Step / seconds,
        };
        Stack.EndOfRun();
        return run;
    }

    /// <summary>Evaluates a trained run on fresh examples, optionally with other pairs or transformed evaluation points.</summary>
    /// <returns>Mean squared error.</returns>
    public static double Evaluate(Run run, Func<Tensor, Tensor>? shift = null, int? pairs = null, Recipe? on = null)
    {
        if (run.Diverged)
            return double.PositiveInfinity;
        var stream = new RandomStream(run.Recipe.Stream, run.Seed);
        using var model = Restore(run);
        return HeldOutLoss(on ?? run.Recipe, Stack.Noise(stream), model, shift, pairs);
    }

    /// <summary>The trained network of a run.</summary>
    public static Module<Tensor, Tensor> Restore(Run run)
    {
        var model = ModelFactory.Create(run.Recipe, new RandomStream(run.Recipe.Stream, run.Seed));
        Load(model, run.Weights);
        return Stack.Place(model);
    }

    private static void Load(Module<Tensor, Tensor> model, IReadOnlyList<float[]> weights)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var ((_, parameter), values) in model.named_parameters().Zip(weights))
            parameter.copy_(tensor(values, parameter.shape));
    }

    // The curve has a point every 8 % of the way.
    private static int NextPoint(int step) => Math.Max(step + 1, (int)(step * 1.08));

    private static double HeldOutLoss(Recipe recipe, INoise noise, Module<Tensor, Tensor> model, Func<Tensor, Tensor>? shift = null, int? pairs = null)
    {
        double sum = 0;
        long count = 0;
        for (int batch = 0; batch * EvaluationBatch < recipe.HeldOut; batch++)
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            var examples = ExampleSource.Draw(recipe, noise, Purpose.EvalData, batch, EvaluationBatch, shift, pairs);
            float[] answer = Stack.Values(examples.Score(model.call(examples.Input)));
            float[] target = Stack.Values(examples.Target);

            // Each example's error in float32, summed in double in a fixed order (D9).
            double part = 0;
            for (int i = 0; i < answer.Length; i++)
            {
                float d = (float)(answer[i] - target[i]);
                part += (float)(d * d);
            }

            sum += part;
            count += answer.Length;
        }

        return sum / count;
    }

    private static string Fingerprint(IReadOnlyList<float[]> weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (float[] values in weights)
        {
            uint[] bits = [.. values.Select(v => float.IsNaN(v) ? 0x7FC00000u : BitConverter.SingleToUInt32Bits(v))];
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(bits.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
