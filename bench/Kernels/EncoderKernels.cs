using BenchmarkDotNet.Attributes;
using ExactTorch.Kernels;
using static ExactTorch.torch;
using static WeightPred.KernelBench.Numbers;

namespace WeightPred.KernelBench;

/// <summary>The Deep Sets encoder, inputs + 1 -> 128 -> ReLU -> 256 -> ReLU -> mean over the pairs: 65 536 R floating-point
/// operations forward and twice that backward, but for the first layer.</summary>
public unsafe class EncoderKernels
{
    private Tensor _x = null!, _w1 = null!, _b1 = null!, _w2 = null!, _b2 = null!, _y = null!, _mask = null!, _dy = null!,
        _dw1 = null!, _db1 = null!, _dw2 = null!, _db2 = null!;

    [Params(64, 1024)]
    public int Batch { get; set; }

    [Params(20, 45, 150)]
    public int Pairs { get; set; }

    private PooledEncoderSizes Sizes => new(Rows(_x), Rows(_w1), (nint)At(_b1), Rows(_w2), (nint)At(_b2), Pairs, 1f / Pairs);

    [GlobalSetup]
    public void Setup()
    {
        int rows = Batch * Pairs;
        (_x, _w1, _b1, _w2, _b2) = (Draw(0, rows, 3), Draw(1, 128, 3), Draw(2, 128), Draw(3, 256, 128), Draw(4, 256));
        (_y, _mask, _dy) = (empty(Batch, 256), zeros(PooledEncoderSizes.MaskWords(rows, 256)), Draw(5, Batch, 256));
        (_dw1, _db1, _dw2, _db2) = (zeros(128, 3), zeros(128), zeros(256, 128), zeros(256));
        Forward();
    }

    [Benchmark(Description = "pooled encoder")]
    public void Forward() => Engine.PooledEncoder(Sizes, At(_y), (ushort*)At(_mask));

    [Benchmark(Description = "pooled encoder, backward")]
    public void Backward() =>
        Engine.PooledEncoderBackward(Sizes, At(_dy), (ushort*)At(_mask), Rows(_dw1), At(_db1), Rows(_dw2), At(_db2));

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var tensor in (Tensor[])[_x, _w1, _b1, _w2, _b2, _y, _mask, _dy, _dw1, _db1, _dw2, _db2])
            tensor.Dispose();
        TrimPool();
    }
}
