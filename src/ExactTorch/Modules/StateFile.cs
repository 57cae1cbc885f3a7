using System.Security.Cryptography;
using System.Text;
using ExactTorch.Memory;

namespace ExactTorch.Modules;

/// <summary>
/// Parameters in a file: magic, count, then path, shape and little-endian floats of each, and SHA-256 over all of it at the end.
/// Written beside its place, flushed to the disk and moved there, so that a crash leaves the old file or the new one.
/// </summary>
internal static class StateFile
{
    private const uint Magic = 0x31545345; // "EST1"

    public static void Write(string path, IReadOnlyDictionary<string, torch.Tensor> state)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(state.Count);
            foreach (var (name, tensor) in state)
            {
                writer.Write(name);
                writer.Write(tensor.shape.Length);
                foreach (long size in tensor.shape)
                    writer.Write(size);
                foreach (float value in tensor.data<float>())
                    writer.Write(value);
            }
        }

        byte[] hash = SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length));
        string temporary = path + ".writing";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            memory.WriteTo(file);
            file.Write(hash);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public static Dictionary<string, torch.Tensor> Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < 40 || BitConverter.ToUInt32(bytes) != Magic)
            throw new InvalidDataException($"{path} is not a state file.");
        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - 32)))
            throw new InvalidDataException($"{path} is damaged: its checksum does not fit. Delete it and train again.");

        using var reader = new BinaryReader(new MemoryStream(bytes, 4, bytes.Length - 36), Encoding.UTF8);
        int count = reader.ReadInt32();
        var state = new Dictionary<string, torch.Tensor>(count);
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            long[] shape = new long[reader.ReadInt32()];
            for (int d = 0; d < shape.Length; d++)
                shape[d] = reader.ReadInt64();
            var tensor = new torch.Tensor(shape, Storage.Rent(Shapes.Count(shape)));
            foreach (ref float value in tensor.data<float>())
                value = reader.ReadSingle();
            state.Add(name, tensor);
        }

        return state;
    }
}
