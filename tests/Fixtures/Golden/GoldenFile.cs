using System.Text.Json;

namespace WeightPred.Fixtures.Golden;

/// <summary>Results of PyTorch, recorded by make_golden.py and embedded into this assembly.</summary>
public static class GoldenFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>One section of a file.</summary>
    /// <typeparam name="T">Its shape.</typeparam>
    /// <param name="file">"mlp" for mlp.golden.json.</param>
    /// <param name="section">A member of the file's object.</param>
    /// <exception cref="FileNotFoundException">The file is not embedded.</exception>
    public static T Read<T>(string file, string section)
    {
        string name = $"{file}.golden.json";
        using var stream = typeof(GoldenFile).Assembly.GetManifestResourceStream($"golden/{name}")
            ?? throw new FileNotFoundException(
                $"{name} is not embedded in {typeof(GoldenFile).Assembly.GetName().Name}; make_golden.py records it.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty(section).Deserialize<T>(Options)
            ?? throw new InvalidDataException($"{name}: {section} is null.");
    }
}

/// <summary>A run of PyTorch in both precisions.</summary>
/// <param name="Tensors">Outputs, gradients or parameters by name.</param>
/// <param name="Losses">One, or one a step.</param>
/// <param name="Variant">Index of the batches of a training, so chosen that PyTorch's own float32 does not fork.</param>
public sealed record GoldenRun(IReadOnlyDictionary<string, GoldenTensor> Tensors, GoldenLosses Losses, int Variant = 0);

/// <summary>The losses in both precisions.</summary>
/// <param name="Float64">The reference.</param>
/// <param name="Float32">PyTorch's own float32.</param>
public sealed record GoldenLosses(double[] Float64, double[] Float32);

/// <summary>A tensor's checksums and some of its entries. Pairs are [float64, float32].</summary>
/// <param name="Count">Number of elements.</param>
/// <param name="Sum">Sum of all elements.</param>
/// <param name="Squares">Sum of their squares.</param>
/// <param name="Dot">Dot product with the formula's vector: sees a swap or a transposition.</param>
/// <param name="Noise">Root mean square of float32 - float64 over all elements.</param>
/// <param name="Float64">Elements k * count / length.</param>
/// <param name="Float32">The same in PyTorch's own float32.</param>
public sealed record GoldenTensor(int Count, double[] Sum, double[] Squares, double[] Dot, double Noise,
    double[] Float64, double[] Float32);

/// <summary>Moments of w * sqrt(fan_in) of a new layer of PyTorch.</summary>
/// <param name="Weight">Moments of the weights.</param>
/// <param name="Bias">Moments of the biases.</param>
public sealed record GoldenInit(GoldenMoments Weight, GoldenMoments Bias);

/// <summary>Moments of scaled initial values.</summary>
/// <param name="Count">Number of elements.</param>
/// <param name="Min">Least.</param>
/// <param name="Max">Greatest.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Second">Mean of the squares.</param>
/// <param name="Fourth">Mean of the fourth powers.</param>
public sealed record GoldenMoments(int Count, double Min, double Max, double Mean, double Second, double Fourth);
