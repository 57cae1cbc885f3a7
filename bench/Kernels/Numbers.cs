using ExactTorch.Kernels;
using ExactTorch.Rng;
using static ExactTorch.torch;
using EngineKernels = ExactTorch.Kernels.Kernels;

namespace WeightPred.KernelBench;

/// <summary>Operands: normals, the same in every run.</summary>
internal static unsafe class Numbers
{
    public static EngineKernels Engine => EngineKernels.Current;

    public static Tensor Draw(int index, params long[] shape)
    {
        var x = empty(shape);
        new RandomStream("bench/kernels", 0).FillNormal(x, Purpose.Noise, index, 0);
        return x;
    }

    /// <summary>Outputs of a ReLU: about half are zero.</summary>
    public static Tensor Positive(int index, params long[] shape)
    {
        var x = Draw(index, shape);
        Engine.Relu(x.Pointer, x.Pointer, x.NumberOfElements);
        return x;
    }

    public static float* At(Tensor x) => x.Pointer;

    public static Matrix Rows(Tensor x) => x.AsMatrix();
}
