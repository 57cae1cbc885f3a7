using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Reproduction.Recipes.Engines;

namespace Reproduction.Recipes;

/// <summary>A data set that cannot be used; the message says why, and what to do.</summary>
internal sealed class DataSetException(string message) : Exception(message)
{
    // It is of no use to somebody with a wrong file.
    public override string StackTrace => "";
}

/// <summary>
/// A fixed data set, in memory: a row is an example. The seed's random stream says which rows are held out
/// (<see cref="Recipe{T}.HeldOut"/>), and the order in which each epoch takes the others.
/// </summary>
public sealed class DataSet
{
    private readonly float[,] _inputs;
    private readonly float[,] _targets;

    /// <summary>Copies a data set.</summary>
    /// <param name="inputs">A row for each example, as the network reads it.</param>
    /// <param name="targets">As many rows: numbers, or probabilities of classes.</param>
    /// <exception cref="DataSetException">The numbers of rows differ, or there are fewer than two.</exception>
    public DataSet(float[,] inputs, float[,] targets)
    {
        Count = inputs.GetLength(0);
        if (Count < 2 || targets.GetLength(0) != Count || inputs.Length == 0 || targets.Length == 0)
        {
            throw new DataSetException(
                $"A data set needs at least two rows, and a target for each: here are {Count} rows of {inputs.GetLength(1)} "
                + $"inputs and {targets.GetLength(0)} of {targets.GetLength(1)} targets.");
        }

        (_inputs, _targets) = ((float[,])inputs.Clone(), (float[,])targets.Clone());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<int>([Count, Inputs, Outputs]));
        hash.AppendData(MemoryMarshal.AsBytes(Numbers(inputs)));
        hash.AppendData(MemoryMarshal.AsBytes(Numbers(targets)));
        Hash = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Numbers that the network reads of a row.</summary>
    public int Inputs => _inputs.GetLength(1);

    /// <summary>Numbers of a target: 1, or the number of classes.</summary>
    public int Outputs => _targets.GetLength(1);

    /// <summary>Names of the classes, in the order of the targets' columns; empty for targets that are numbers.</summary>
    public IReadOnlyList<string> Classes { get; internal init; } = [];

    /// <summary>SHA-256 over all numbers and the shapes, in hexadecimal digits: the same, whatever file they came from.</summary>
    public string Hash { get; }

    internal Examples Examples(ReadOnlySpan<int> rows) => new(Gather(_inputs, rows), Gather(_targets, rows), answer => answer);

    private static Tensor Gather(float[,] from, ReadOnlySpan<int> rows)
    {
        int width = from.GetLength(1);
        float[] values = new float[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
            Numbers(from).Slice(rows[i] * width, width).CopyTo(values.AsSpan(i * width));
        return Engine.Tensor(values, rows.Length, width);
    }

    private static Span<float> Numbers(float[,] matrix) => MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);
}
