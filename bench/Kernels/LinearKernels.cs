using BenchmarkDotNet.Attributes;
using ExactTorch.Kernels;
using static ExactTorch.torch;
using static WeightPred.KernelBench.Numbers;

namespace WeightPred.KernelBench;

/// <summary>Fused linear layer with ReLU and its gradients:
/// 2 R K 128 floating-point operations forward, 4 R K 128 backward.</summary>
public unsafe class LinearKernels
{
    private const int Outputs = 128;
    private Tensor _x = null!, _zeros = null!, _w = null!, _b = null!, _y = null!, _dy = null!, _dx = null!,
        _dw = null!, _db = null!;

    [Params(1024, 20480, 153600)]
    public int R { get; set; }

    [Params(3, 17, 90, 128, 256, 512)]
    public int K { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_x, _zeros, _w, _b) = (Draw(0, R, K), Positive(0, R, K), Draw(1, Outputs, K), Draw(2, Outputs));
        (_y, _dy, _dx, _dw, _db) = (empty(R, Outputs), Draw(3, R, Outputs), empty(R, K), zeros(Outputs, K), zeros(Outputs));
        Forward();
    }

    [Benchmark(Description = "linear + relu")]
    public void Forward() => Engine.Linear(Rows(_x), Rows(_w), At(_b), Matrix.None, Rows(_y), relu: true);

    [Benchmark(Description = "linear + relu, x behind a ReLU")]
    public void ForwardOfPositive() => Engine.Linear(Rows(_zeros), Rows(_w), At(_b), Matrix.None, Rows(_y), relu: true);

    [Benchmark(Description = "backward: dX, dW, db")]
    public void Backward() =>
        Engine.LinearBackward(Rows(_dy), Rows(_y), Rows(_x), Rows(_w), Rows(_dx), Matrix.None, Rows(_dw), At(_db), Matrix.None);

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var tensor in (Tensor[])[_x, _zeros, _w, _b, _y, _dy, _dx, _dw, _db])
            tensor.Dispose();
        TrimPool();
    }
}
