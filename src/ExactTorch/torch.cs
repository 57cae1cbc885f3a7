using ExactTorch.Autograd;
using ExactTorch.Memory;

namespace ExactTorch;

/// <summary>
/// TorchSharp's face: the same names and call shapes, as far as the models, the trainer and the tests need them. Float32 on
/// the CPU only. Its numbers follow the contract <see cref="NumericContract"/> and have the same bits on every machine.
/// </summary>
public static partial class torch
{
    /// <summary>The version of the rules that fix every bit; a baseline names it.</summary>
    public const string NumericContract = "WP-NUM-1";

    /// <summary>While the returned scope is open, operations on this thread are not recorded.</summary>
    public static NoGradScope no_grad() => new();

    /// <summary>Uninitialised elements.</summary>
    public static Tensor empty(params long[] size) => Tensor.Uninitialised([.. size]).Visible();

    /// <summary>Zeros.</summary>
    public static Tensor zeros(params long[] size) => full(size, 0f);

    /// <summary>Ones.</summary>
    public static Tensor ones(params long[] size) => full(size, 1f);

    /// <summary>Elements that all equal <paramref name="value"/>.</summary>
    public static Tensor full(long[] size, float value)
    {
        var tensor = Tensor.Uninitialised([.. size]);
        tensor.data<float>().Fill(value);
        return tensor.Visible();
    }

    /// <summary>A copy of <paramref name="rawArray"/> in the given shape.</summary>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public static Tensor tensor(float[] rawArray, params long[] dimensions)
    {
        var tensor = Tensor.Uninitialised(dimensions.Length == 0 ? [rawArray.Length]
            : Shapes.Resolve(dimensions, rawArray.Length));
        rawArray.CopyTo(tensor.data<float>());
        return tensor.Visible();
    }

    /// <summary>Bytes of native memory that tensors and the pools behind them hold.</summary>
    public static long AllocatedBytes => Storage.AllocatedBytes;

    /// <summary>Gives the calling thread's pooled memory back to the system; call it when a thread stops training.</summary>
    public static void TrimPool() => Storage.Trim();
}
