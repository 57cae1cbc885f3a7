using ExactTorch.Rng;
using WeightPred.Models;

namespace WeightPred.Reproduction;

/// <summary>What the trainer must know of the engine it runs on: here the embedded one, on the CPU, with the same bits everywhere.</summary>
public static class Stack
{
    /// <summary>What numbers of this stack may be compared with.</summary>
    public static string DeviceClass => "exacttorch";

    /// <summary>The rules behind the numbers.</summary>
    public static string Numerics => NumericContract;

    /// <summary>Runs that may train side by side.</summary>
    public static int Parallelism => Settings.Current.Threads ?? Environment.ProcessorCount;

    /// <summary>Draws the plots: SVG, with the same bytes on every machine.</summary>
    public static IPlotter Plotter { get; } = new SvgPlotter();

    /// <summary>Stops a run that asks for a device which this stack does not have.</summary>
    /// <exception cref="GpuException">WEIGHTPRED_DEVICE=cuda.</exception>
    public static void CheckDevice() => DevicePick.Demand(Settings.Current.Device, WhyNoGpu);

    /// <summary>Why the full budget on a GPU is skipped here, or null.</summary>
    public static string? WhyNoGpu => "The embedded stack computes on the CPU. On a machine with an NVIDIA GPU run `dotnet test -p:Stack=torchsharp --filter Category=Gpu` or ./run-gpu-tests.ps1; to train the full budget here run `dotnet test --filter Category=Nightly`.";

    public static INoise Noise(RandomStream stream) => new Noise(stream);

    /// <summary>Moves a model to the device.</summary>
    public static Module<Tensor, Tensor> Place(Module<Tensor, Tensor> model) => model;

    /// <summary>The optimiser of a model that is placed.</summary>
    public static Adam Adam(Module<Tensor, Tensor> model, double lr) => optim.Adam(model.parameters(), lr);

    /// <summary>A tensor's values on the host.</summary>
    public static float[] Values(Tensor tensor) => tensor.ToArray();

    /// <summary>All parameters' values on the host.</summary>
    public static IReadOnlyList<float[]> Weights(Module<Tensor, Tensor> model) => [.. model.parameters().Select(p => p.ToArray())];

    /// <summary>Stops if a native library changed rounding or switched subnormals off on this thread.</summary>
    public static void CheckArithmetic() => ExactTorch.FloatingPointEnvironment.Check();

    /// <summary>Frees what a finished run leaves behind on its thread.</summary>
    public static void EndOfRun() => TrimPool();
}

/// <summary>The moving average of the training loss: starts at the first loss, then ema = decay * ema + (1 - decay) * loss, in double.</summary>
public sealed class LossAverage(double decay) : IDisposable
{
    /// <summary>The average so far.</summary>
    public double Value { get; private set; } = double.NaN;

    public void Add(Tensor loss)
    {
        double value = loss.item<float>();
        Value = double.IsNaN(Value) && !_started ? value : decay * Value + (1 - decay) * value;
        _started = true;
    }

    /// <summary>Goes on from an average.</summary>
    public void Resume(double value) => (Value, _started) = (value, true);

    private bool _started;

    public void Dispose()
    {
    }
}
