using ExactTorch.Rng;
using WeightPred.Models;

namespace WeightPred.Reproduction;

/// <summary>What the trainer must know of the engine it runs on: here TorchSharp, on the first CUDA device where there is one, else on the CPU. No bits are promised.</summary>
public static class Stack
{
    private static readonly Lazy<DevicePick> Pick = new(() => DevicePick.From(Settings.Current.Device, cuda.is_available, CudaDriver.Here));

    private static readonly Lazy<Device> Chosen = new(Choose);

    /// <summary>What numbers of this stack may be compared with.</summary>
    public static string DeviceClass => OnCuda ? "torchsharp-cuda" : "torchsharp-cpu";

    /// <summary>The library behind the numbers.</summary>
    public static string Numerics { get; } = $"TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>Runs that may train side by side: one fills a GPU; on the CPU one a core, since networks this small gain nothing from libtorch's own threads.</summary>
    public static int Parallelism => OnCuda ? 1 : Settings.Current.Threads ?? Environment.ProcessorCount;

    /// <summary>Draws the plots: PNG; SVG, whose words the reader's own machine draws, on a server or in a container that has no font.</summary>
    public static IPlotter Plotter { get; } = ScottPlotter.CanWrite ? new ScottPlotter() : new SvgPlotter();

    /// <summary>Stops a run that asks for a device which is not there.</summary>
    /// <exception cref="GpuException">WEIGHTPRED_DEVICE=cuda without a usable one.</exception>
    public static void CheckDevice() => DevicePick.Demand(Settings.Current.Device, Pick.Value.WhyNot);

    /// <summary>Why the full budget on a GPU is skipped here, or null.</summary>
    /// <exception cref="GpuException">There is a GPU and it cannot be used: that is no reason to skip.</exception>
    public static string? WhyNoGpu => Pick.Value is { WhyNot: { } why, MaySkip: false } ? throw new GpuException(why) : Pick.Value.WhyNot;

    internal static Device Device => Chosen.Value;

    internal static bool OnCuda => Device.type == DeviceType.CUDA;

    public static INoise Noise(RandomStream stream) => new DeviceNoise(stream);

    /// <summary>Moves a model to the device.</summary>
    public static Module<Tensor, Tensor> Place(Module<Tensor, Tensor> model) => model.to(Device);

    /// <summary>The optimiser of a model that is placed.</summary>
    public static FlatAdam Adam(Module<Tensor, Tensor> model, double lr) => new(model.parameters(), lr);

    /// <summary>A tensor's values on the host.</summary>
    public static float[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>All parameters' values on the host.</summary>
    public static IReadOnlyList<float[]> Weights(Module<Tensor, Tensor> model) => [.. model.parameters().Select(Values)];

    /// <summary>Nothing to check: no bits are promised.</summary>
    public static void CheckArithmetic()
    {
    }

    /// <summary>Nothing to free: the run's scopes did.</summary>
    public static void EndOfRun()
    {
    }

    private static Device Choose()
    {
        // Data and initial weights come from the run's own stream; these cover whatever else might draw.
        random.manual_seed(0);
        if (!Pick.Value.Cuda)
        {
            set_num_threads(1);
            return CPU;
        }

        cuda.manual_seed_all(0);
        // TF32 would keep 10 bits of float32's 23.
        backends.cuda.matmul.allow_tf32 = false;
        backends.cudnn.allow_tf32 = false;
        return new Device(DeviceType.CUDA, 0);
    }
}

/// <summary>On the CPU the embedded engine's normals, copied: both stacks see the same data there. On CUDA the device draws, seeded by the address.</summary>
internal sealed class DeviceNoise(RandomStream stream) : INoise
{
    public Tensor Normal(Purpose purpose, int tensor, long step, float std, params long[] shape)
    {
        if (!Stack.OnCuda)
            return torch.tensor(stream.Normals(checked((int)shape.Aggregate(1L, (a, b) => a * b)), purpose, tensor, step, std), shape);
        using var generator = new torch.Generator(Seed(purpose, tensor, step), Stack.Device);
        using Scalar scale = std;
        return randn(shape, device: Stack.Device, generator: generator).mul_(scale);
    }

    // SplitMix64's finaliser, word after word: neighbouring addresses get unrelated seeds.
    private ulong Seed(Purpose purpose, int tensor, long step)
    {
        ulong hash = ((ulong)stream.Key.K1 << 32) | stream.Key.K0;
        foreach (ulong word in (ReadOnlySpan<ulong>)[((ulong)purpose << 16) | (uint)tensor, (ulong)step])
        {
            hash = (hash ^ word) + 0x9E3779B97F4A7C15;
            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
            hash ^= hash >> 31;
        }

        return hash;
    }
}

/// <summary>The moving average of the training loss: starts at the first loss, then ema = decay * ema + (1 - decay) * loss, in double. It stays on the device until it is read.</summary>
public sealed class LossAverage(double decay) : IDisposable
{
    private readonly Scalar _decay = decay, _rest = 1 - decay;
    private Tensor? _average;

    /// <summary>The average so far; waits for the device.</summary>
    public double Value => _average is null ? double.NaN : _average.item<double>();

    public void Add(Tensor loss)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var value = loss.detach().to_type(ScalarType.Float64);
        if (_average is null)
            _average = value.DetachFromDisposeScope();
        else
            _average.mul_(_decay).add_(value, _rest);
    }

    /// <summary>Goes on from an average.</summary>
    public void Resume(double value) => _average = torch.tensor(value, float64, device: Stack.Device).DetachFromDisposeScope();

    public void Dispose()
    {
        _average?.Dispose();
        _decay.Dispose();
        _rest.Dispose();
    }
}
