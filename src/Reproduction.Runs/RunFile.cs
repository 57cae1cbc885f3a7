using System.Security.Cryptography;
using System.Text;
using Reproduction.Claims;
using Reproduction.Files;
using Reproduction.Results;

namespace Reproduction.Runs;

/// <summary>
/// The state of an interrupted training. The next process continues from it with the same bits. The random numbers need no state:
/// they are addressed by step.
/// </summary>
/// <param name="Step">Steps done.</param>
/// <param name="Average">Moving average of the loss.</param>
/// <param name="StartLoss">The evaluation that the proof repeats; NaN before its step.</param>
/// <param name="Spent">Time so far.</param>
/// <param name="Curve">Its points so far.</param>
/// <param name="Weights">All parameters.</param>
/// <param name="Moments">The optimiser's.</param>
internal sealed record Checkpoint(int Step, double Average, double StartLoss, TimeSpan Spent, IReadOnlyList<CurvePoint> Curve,
    IReadOnlyList<float[]> Weights, IReadOnlyList<float[]> Moments)
{
    /// <summary>The machine that trained so far, or Slurm's name of the node.</summary>
    public string Host { get; init; } = Environment.GetEnvironmentVariable("SLURMD_NODENAME") ?? Environment.MachineName;
}

/// <summary>Finished and interrupted runs on disk: magic, whose it is,
/// the content, and SHA-256 over all of it. There in full or not at all.</summary>
internal static class RunFile
{
    private const uint Finished = 0x324E5257;    // "WRN2"
    private const uint Part = 0x32505257;        // "WRP2"

    public static void Write<T>(string path, Run<T> run)
        where T : class, IRecipe<T> => Write(path, Finished, run.Experiment, run.Seed, writer =>
    {
        writer.Write(run.StartLoss);
        writer.Write(run.FinalLoss);
        writer.Write(run.HeldOutLoss);
        writer.Write(run.Fingerprint);
        writer.Write(run.Origin.Spent.Ticks);
        writer.Write(run.Origin.Day.DayNumber);
        writer.Write(run.Origin.Machine);
        Write(writer, run.Curve);
        Write(writer, run.Weights);
    });

    public static void Write<T>(string path, T experiment, int seed, Checkpoint part)
        where T : class, IRecipe<T> => Write(path, Part, experiment, seed, writer =>
    {
        writer.Write(part.Step);
        writer.Write(part.Average);
        writer.Write(part.StartLoss);
        writer.Write(part.Spent.Ticks);
        Write(writer, part.Curve);
        Write(writer, part.Weights);
        Write(writer, part.Moments);
        writer.Write(part.Host);
    });

    /// <exception cref="InvalidDataException">Damaged, of another run, or not one run from start to end.</exception>
    /// <exception cref="InvalidRunException">The file is of another version.</exception>
    public static Run<T> Read<T>(string path, T experiment, int seed)
        where T : class, IRecipe<T>
    {
        var run = Read(path, Finished, experiment, seed, reader => new Run<T>
        {
            Experiment = experiment,
            Seed = seed,
            StartLoss = reader.ReadDouble(),
            FinalLoss = reader.ReadDouble(),
            HeldOutLoss = reader.ReadDouble(),
            Fingerprint = reader.ReadString(),
            Origin = new(new TimeSpan(reader.ReadInt64()),
                DateOnly.FromDayNumber(reader.ReadInt32())) { Machine = reader.ReadString() },
            Curve = ReadCurve(reader),
            Weights = ReadArrays(reader),
        });
        return Contradiction(run) is { } what ? throw new InvalidDataException($"{path} contradicts itself: {what}.") : run;
    }

    /// <exception cref="InvalidDataException">Damaged, or of another run.</exception>
    /// <exception cref="InvalidRunException">The file is of another version.</exception>
    public static Checkpoint ReadPart<T>(string path, T experiment, int seed)
        where T : class, IRecipe<T>
    {
        var part = Read(path, Part, experiment, seed, reader =>
            new Checkpoint(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), new TimeSpan(reader.ReadInt64()),
                ReadCurve(reader), ReadArrays(reader), ReadArrays(reader))
            {
                // Earlier checkpoints name no host.
                Host = Left(reader) > 0 ? reader.ReadString() : "",
            });
        return part.Step > 0 && part.Step < experiment.Steps && part.Curve.Count > 0 && part.Curve[^1].Step <= part.Step ? part
            : throw new InvalidDataException(
                $"{path} contradicts itself: it stopped after step {part.Step} of {experiment.Steps}.");
    }

    // Start and end belong together: a proof of the start cannot see that.
    private static string? Contradiction<T>(Run<T> run)
        where T : class, IRecipe<T> => run switch
    {
        _ when run.Curve.Count == 0 || (!run.Diverged && run.Curve[^1].Step != run.Experiment.Steps) =>
            $"its curve does not reach step {run.Experiment.Steps}",
        { Diverged: false } when run.Curve[^1].Loss != run.FinalLoss => "its final loss is not that of its curve",
        _ when Trainer.Fingerprint(run.Weights) != run.Fingerprint => "its weights have another hash",
        _ => null,
    };

    private static void Write<T>(string path, uint magic, T experiment, int seed, Action<BinaryWriter> content)
        where T : class, IRecipe<T>
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(magic);
        writer.Write(experiment.Canonical);
        writer.Write(seed);
        writer.Write(T.Engine.Device.Numerics);
        content(writer);
        writer.Flush();
        byte[] all = memory.ToArray();
        WholeFile.Write(path, [.. all, .. SHA256.HashData(all)]);
    }

    private static TContent Read<T, TContent>(string path, uint magic, T experiment, int seed,
        Func<BinaryReader, TContent> content)
        where T : class, IRecipe<T>
    {
        var damaged = new InvalidDataException($"{path} is damaged.");
        byte[] bytes = WholeFile.IsOrdinary(path) ? File.ReadAllBytes(path) : throw damaged;
        if (bytes.Length < 36 || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).AsSpan()
            .SequenceEqual(bytes.AsSpan(bytes.Length - 32)))
            throw damaged;
        // The last of its four letters is the version.
        uint other = BitConverter.ToUInt32(bytes) ^ magic;
        if (other != 0)
            throw other << 8 != 0 ? damaged : new InvalidRunException(
                $"{path} is of another version of this suite, and stays: train with that version, or delete the file.");
        using var reader = new BinaryReader(new MemoryStream(bytes, 4, bytes.Length - 36), Encoding.UTF8);
        try
        {
            if (reader.ReadString() != experiment.Canonical || reader.ReadInt32() != seed
                || reader.ReadString() != T.Engine.Device.Numerics)
                throw new InvalidDataException($"{path} belongs to another run.");
            var read = content(reader);
            return Left(reader) == 0 ? read : throw damaged;
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or ArgumentException)
        {
            // Wrong lengths raise many kinds of exception; all mean the same.
            throw damaged;
        }
    }

    private static long Left(BinaryReader reader) => reader.BaseStream.Length - reader.BaseStream.Position;

    // Nothing is allocated that the file cannot hold.
    private static int ReadCount(BinaryReader reader, int bytesEach) =>
        reader.ReadInt32() is var count && count >= 0 && count <= Left(reader) / bytesEach ? count : throw new FormatException();

    private static void Write(BinaryWriter writer, IReadOnlyList<CurvePoint> curve)
    {
        writer.Write(curve.Count);
        foreach (var point in curve)
        {
            writer.Write(point.Step);
            writer.Write(point.Loss);
        }
    }

    private static CurvePoint[] ReadCurve(BinaryReader reader)
    {
        var curve = new CurvePoint[ReadCount(reader, sizeof(int) + sizeof(double))];
        for (int i = 0; i < curve.Length; i++)
            curve[i] = new(reader.ReadInt32(), reader.ReadDouble());
        return curve;
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<float[]> arrays)
    {
        writer.Write(arrays.Count);
        foreach (float[] values in arrays)
        {
            writer.Write(values.Length);
            foreach (float value in values)
                writer.Write(value);
        }
    }

    private static float[][] ReadArrays(BinaryReader reader)
    {
        var arrays = new float[ReadCount(reader, sizeof(int))][];
        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i] = new float[ReadCount(reader, sizeof(float))];
            for (int j = 0; j < arrays[i].Length; j++)
                arrays[i][j] = reader.ReadSingle();
        }

        return arrays;
    }
}
