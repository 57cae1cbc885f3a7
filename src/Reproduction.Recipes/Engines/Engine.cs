using ExactTorch.Rng;
using Reproduction;
using Reproduction.Results;
using Reproduction.Recipes.Devices;

namespace Reproduction.Recipes.Engines;

/// <summary>The embedded engine, as the trainer sees it: on the CPU, with the same bits everywhere.</summary>
public static class Engine
{
    /// <summary>Whether its numbers have the same bits everywhere.</summary>
    internal static bool Exact => true;

    /// <summary>The device class, and the promise of its numbers.</summary>
    internal static Device Device { get; } = new("exacttorch", Exact, NumericContract);

    /// <summary>Runs that may train side by side.</summary>
    internal static int Parallelism => Settings.Current.Threads ?? Environment.ProcessorCount;

    /// <summary>Stops a run that asks for a device which this engine does not have.</summary>
    /// <exception cref="GpuException">REPRODUCTION_DEVICE=cuda.</exception>
    internal static void CheckDevice() => DevicePick.Demand(Settings.Current.Device, WhyNoGpu);

    /// <summary>Why the full budget on a GPU is skipped here, or null.</summary>
    internal static string? WhyNoGpu => "The embedded engine computes on the CPU. Where an NVIDIA driver is installed, `dotnet "
        + "test --filter Category=Gpu` trains on the GPU, in tests/Claims.TorchSharp. To train the full budget here set "
        + "REPRODUCTION_NIGHTLY=yes and run `dotnet test --filter Category=Nightly`.";

    /// <summary>Moves a model to the device.</summary>
    internal static Module<Tensor, Tensor> Place(Module<Tensor, Tensor> model) => model;

    /// <summary>The optimiser of a model that is placed.</summary>
    internal static Optimizer Optimizer(Module<Tensor, Tensor> model, double lr, Optimiser rule = default) => rule.Rule switch
    {
        OptimiserRule.AdamW => optim.AdamW(model.parameters(), lr, weight_decay: rule.WeightDecay),
        OptimiserRule.Sgd => optim.SGD(model.parameters(), lr, rule.Momentum),
        _ => optim.Adam(model.parameters(), lr),
    };

    /// <summary>A tensor of the device.</summary>
    internal static Tensor Tensor(float[] values, params long[] shape) => tensor(values, shape);

    /// <summary>All elements times a number.</summary>
    internal static Tensor Times(Tensor x, double factor) => x * (float)factor;

    /// <summary>A number added to all elements.</summary>
    internal static Tensor Plus(Tensor x, double term) => x + (float)term;

    /// <summary>A tensor's values on the host.</summary>
    public static float[] Values(Tensor tensor) => tensor.ToArray();

    /// <summary>All that training changes of a model: its parameters, then its running averages.</summary>
    internal static IEnumerable<Tensor> State(Module<Tensor, Tensor> model) => model.parameters().Concat<Tensor>(model.buffers());

    /// <summary>The values of <see cref="State"/> on the host.</summary>
    internal static IReadOnlyList<float[]> Weights(Module<Tensor, Tensor> model) => [.. State(model).Select(Values)];

    /// <summary>Stops if a native library changed rounding or switched subnormals off on this thread.</summary>
    internal static void CheckArithmetic() => ExactTorch.FloatingPointEnvironment.Check();

    /// <summary>Frees what a finished run leaves behind on its thread.</summary>
    internal static void EndOfRun() => TrimPool();
}
