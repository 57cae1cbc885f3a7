using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ExactTorch.Rng;

/// <summary>
/// Purpose of a random number. Streams of different purposes cannot overlap: the purpose is part of the counter.
/// </summary>
public enum Purpose
{
    Init = 0,
    TrainData = 1,
    EvalData = 2,
    Shuffle = 3,
    Noise = 4,
}

/// <summary>
/// Random tensors by address instead of by state: (stream, seed) is the key; (element, step, purpose, tensor) is the counter.
/// The same address gives the same bits whatever was drawn before, on any thread, in any batch split.
/// </summary>
public sealed unsafe class RandomStream
{
    /// <param name="stream">Names the generator of the data ("part-one/2-5-1"),
    /// so that all arms of a comparison see the same data.</param>
    /// <param name="seedIndex">0, 1, 2, ...: the seed itself is derived by hash, so nobody picks it.</param>
    public RandomStream(string stream, int seedIndex)
        : this(KeyOf(stream, seedIndex))
    {
    }

    /// <summary>The stream of a key given directly.</summary>
    public RandomStream(PhiloxKey key) => Key = key;

    /// <summary>First eight bytes, little-endian, of SHA-256("WP1|stream|seedIndex").</summary>
    public PhiloxKey Key { get; }

    /// <summary>Fills <paramref name="target"/> with N(0, <paramref name="std"/>²):
    /// each normal times std, rounded once more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">step or tensor is negative, or tensor exceeds 65 535.</exception>
    public void FillNormal(torch.Tensor target, Purpose purpose, int tensor, long step, float std = 1f)
    {
        Kernels.Kernels.Current.Normals(Key, Address(purpose, tensor, step), target.Pointer, target.NumberOfElements);
        if (std != 1f)
            Kernels.Kernels.Current.Apply(Kernels.Binary.Multiply, target.Pointer, std, target.Pointer, target.NumberOfElements);
    }

    /// <summary>Fills <paramref name="target"/> with U[<paramref name="low"/>,
    /// <paramref name="high"/>): fma(u, high - low, low).</summary>
    /// <exception cref="ArgumentOutOfRangeException">step or tensor is negative, or tensor exceeds 65 535.</exception>
    public void FillUniform(torch.Tensor target, Purpose purpose, int tensor, long step, float low = 0f, float high = 1f) =>
        Kernels.Kernels.Current.Uniforms(Key, Address(purpose, tensor, step), target.Pointer, target.NumberOfElements, low,
            (float)(high - low));

    /// <summary>The first <paramref name="count"/> normals at an address, for engines that take their numbers by copy.</summary>
    public float[] Normals(int count, Purpose purpose, int tensor, long step, float std = 1f)
    {
        using var values = torch.empty(count);
        FillNormal(values, purpose, tensor, step, std);
        return values.ToArray();
    }

    /// <summary>The first <paramref name="count"/> uniforms at an address, for engines that take their numbers by copy.</summary>
    public float[] Uniforms(int count, Purpose purpose, int tensor, long step, float low = 0f, float high = 1f)
    {
        using var values = torch.empty(count);
        FillUniform(values, purpose, tensor, step, low, high);
        return values.ToArray();
    }

    /// <summary>
    /// A permutation of 0, 1, ..., count - 1 by address: Fisher and Yates's exchanges, the one of place i by the first word of
    /// block i. No place is more likely than another by more than count / 2^32.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">step or tensor is negative, or tensor exceeds 65 535.</exception>
    public int[] Permutation(int count, Purpose purpose, int tensor, long step)
    {
        var (at, tag) = Address(purpose, tensor, step);
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = (int)(((ulong)Philox.Words(Key, ((uint)i, at, tag, 0)).R0 * (ulong)(i + 1)) >> 32);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private static (uint Step, uint Tag) Address(Purpose purpose, int tensor, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, uint.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(tensor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tensor, ushort.MaxValue);
        return ((uint)step, ((uint)purpose << 16) | (uint)tensor);
    }

    private static PhiloxKey KeyOf(string stream, int seedIndex)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"WP1|{stream}|{seedIndex.ToString(CultureInfo.InvariantCulture)}"));
        return new(BinaryPrimitives.ReadUInt32LittleEndian(hash), BinaryPrimitives.ReadUInt32LittleEndian(hash.AsSpan(4)));
    }
}
