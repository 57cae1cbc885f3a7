using System.Security.Cryptography;
using System.Text;

namespace WeightPred.Reproduction;

/// <summary>A finished run on disk: magic, the run, and SHA-256 over all of it. Written aside, flushed, moved into place.</summary>
internal static class RunFile
{
    private const uint Magic = 0x314E5257; // "WRN1"

    public static void Write(string path, Run run)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(run.Recipe.Canonical);
            writer.Write(run.Seed);
            writer.Write(run.FinalLoss);
            writer.Write(run.HeldOutLoss);
            writer.Write(run.StepsPerSecond);
            writer.Write(run.Fingerprint);
            writer.Write(run.Curve.Count);
            foreach (var point in run.Curve)
            {
                writer.Write(point.Step);
                writer.Write(point.Ema);
            }

            writer.Write(run.Weights.Count);
            foreach (float[] values in run.Weights)
            {
                writer.Write(values.Length);
                foreach (float value in values)
                    writer.Write(value);
            }
        }

        byte[] content = memory.ToArray();
        string temporary = path + ".writing";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(content);
            file.Write(SHA256.HashData(content));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="InvalidDataException">Damaged, or of another recipe.</exception>
    public static Run Read(string path, Recipe recipe, int seed)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < 36 || BitConverter.ToUInt32(bytes) != Magic || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - 32)))
            throw new InvalidDataException($"{path} is damaged.");
        using var reader = new BinaryReader(new MemoryStream(bytes, 4, bytes.Length - 36), Encoding.UTF8);
        if (reader.ReadString() != recipe.Canonical || reader.ReadInt32() != seed)
            throw new InvalidDataException($"{path} belongs to another run.");
        double final = reader.ReadDouble();
        double heldOut = reader.ReadDouble();
        double speed = reader.ReadDouble();
        string fingerprint = reader.ReadString();
        var curve = new CurvePoint[reader.ReadInt32()];
        for (int i = 0; i < curve.Length; i++)
            curve[i] = new(reader.ReadInt32(), reader.ReadDouble());
        var weights = new float[reader.ReadInt32()][];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = new float[reader.ReadInt32()];
            for (int j = 0; j < weights[i].Length; j++)
                weights[i][j] = reader.ReadSingle();
        }

        return new Run { Recipe = recipe, Seed = seed, FinalLoss = final, HeldOutLoss = heldOut, StepsPerSecond = speed, Fingerprint = fingerprint, Curve = curve, Weights = weights };
    }
}
