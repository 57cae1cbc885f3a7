using BenchmarkDotNet.Attributes;
using ExactTorch.Kernels;
using ExactTorch.Rng;
using static ExactTorch.torch;
using static WeightPred.KernelBench.Numbers;

namespace WeightPred.KernelBench;

/// <summary>Kernels of a step besides its large products: random numbers, the generator's small products, Adam.</summary>
public unsafe class OtherKernels
{
    private readonly Tensor _p = Draw(0, 100_000), _g = Draw(1, 100_000), _m = zeros(100_000), _v = zeros(100_000);
    private readonly Tensor _x = Draw(2, 1024, 150, 4), _weights = Draw(3, 1024, 4, 10), _hidden = empty(1024, 150, 10);

    [Benchmark(Description = "100 000 normals")]
    public void Normals() => Engine.Normals(new PhiloxKey(1, 2), (3, 4), At(_m), 100_000);

    [Benchmark(Description = "Adam, 100 000 parameters")]
    public void Adam() => Engine.Adam(At(_p), At(_g), At(_m), At(_v), 100_000, new(0.1f, 0.999f, 0.001f, 0.01f, 31.6f, 1e-8f));

    [Benchmark(Description = "1024 products of 150 x 4 and 4 x 10")]
    public void BatchMatMul() =>
        Engine.BatchMatMul(At(_x), At(_weights), At(_hidden), new(1024, 150, 4, 10), TransposeOperand.None);
}
