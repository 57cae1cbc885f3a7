using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Reproduction.Results;

namespace Reproduction.Runs;

/// <summary>Trains an experiment with a seed to its end.</summary>
internal static class Trainer
{
    /// <summary>Trains and evaluates.</summary>
    /// <param name="experiment">The training.</param>
    /// <param name="seed">Seed index.</param>
    /// <param name="progress">Told the steps done, now and then.</param>
    /// <param name="parts">Where an interrupted training goes on; null to begin at the beginning and to leave nothing.</param>
    public static Run<T> Train<T>(T experiment, int seed, Action<int>? progress = null, Checkpoints? parts = null)
        where T : class, IRecipe<T>
    {
        using var learner = experiment.Begin(seed);
        if (!experiment.CanResume)
            parts = null;
        var curve = new List<CurvePoint>();
        double startLoss = double.NaN;
        var before = TimeSpan.Zero;
        if (parts?.Read(experiment, seed, learner.Fits) is { } part)
        {
            learner.Resume(part);
            curve.AddRange(part.Curve);
            (before, startLoss) = (part.Spent, part.StartLoss);
        }

        long started = Stopwatch.GetTimestamp();
        TimeSpan Spent() => before + Stopwatch.GetElapsedTime(started);
        int next = curve.Count == 0 ? 1 : NextPoint(curve[^1].Step);
        while (learner.Steps < experiment.Steps)
        {
            learner.Step();
            int step = learner.Steps;
            if (step == Math.Min(Proof.EvaluatedAfter, experiment.Steps))
                startLoss = Proof.Evaluate(learner);
            if (step == next || step == experiment.Steps)
            {
                curve.Add(new(step, learner.Loss));
                if (!double.IsFinite(learner.Loss))
                    break;
                next = NextPoint(step);
                progress?.Invoke(step);
                T.Engine.CheckArithmetic();
            }

            if (parts is not { IsDue: true } || step == experiment.Steps)
                continue;
            T.Engine.CheckArithmetic();
            parts.Write(experiment, seed,
                new Checkpoint(step, learner.Loss, startLoss, Spent(), curve, learner.Weights, learner.Moments));
        }

        var weights = learner.Weights;
        bool diverged = !double.IsFinite(learner.Loss);
        var run = new Run<T>
        {
            Experiment = experiment,
            Seed = seed,
            Curve = curve,
            StartLoss = double.IsNaN(startLoss) ? Proof.Evaluate(learner) : startLoss,
            FinalLoss = diverged ? double.PositiveInfinity : learner.Loss,
            HeldOutLoss = diverged ? double.PositiveInfinity : learner.Evaluate(),
            Weights = weights,
            Fingerprint = Fingerprint(weights),
            Origin = new(Spent(), DateOnly.FromDateTime(DateTime.UtcNow)),
        };
        T.Engine.EndOfRun();
        return run;
    }

    /// <summary>The step of the curve's next point: 8 % further, and at every multiple of 250.</summary>
    internal static int NextPoint(int step) => Math.Min(WidestGap(step), (step / 250 + 1) * 250);

    /// <summary>The last step that the next point of any curve may have: runs trained earlier have fewer points.</summary>
    internal static int WidestGap(int step) => Math.Max(step + 1, (int)(step * 1.08));

    /// <summary>SHA-256 over the parameters' bits, NaN made canonical.</summary>
    public static string Fingerprint(IReadOnlyList<float[]> weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (float[] values in weights)
        {
            uint[] bits = [.. values.Select(v => float.IsNaN(v) ? 0x7FC00000u : BitConverter.SingleToUInt32Bits(v))];
            hash.AppendData(MemoryMarshal.AsBytes(bits.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
