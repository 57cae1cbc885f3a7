global using Optimizer = Reproduction.Recipes.Engines.FlatOptimizer;
using ExactTorch.Rng;
using Reproduction;
using Reproduction.Recipes.Devices;
using DeviceOfNumbers = Reproduction.Results.Device;

namespace Reproduction.Recipes.Engines;

/// <summary>
/// TorchSharp, as the trainer sees it: on the first CUDA device where there is one, else on the CPU. No bits are promised.
/// </summary>
public static class Engine
{
    private static readonly Lazy<DevicePick> Pick = new(() =>
    {
        CppLibrary.Demand();
        return DevicePick.From(Settings.Current.Device, cuda.is_available, CudaDriver.Here);
    });

    private static readonly Lazy<Device> Chosen = new(Choose);

    /// <summary>Whether its numbers have the same bits everywhere. Needs no libtorch to say so.</summary>
    internal static bool Exact => false;

    /// <summary>The device class, and the promise of its numbers.</summary>
    internal static DeviceOfNumbers Device => new(OnCuda ? "torchsharp-cuda" : "torchsharp-cpu", Exact,
        $"TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)}");

    /// <summary>Runs that may train side by side: one fills a GPU; on the CPU one a core,
    /// since networks this small gain nothing from libtorch's own threads.</summary>
    internal static int Parallelism => OnCuda ? 1 : Settings.Current.Threads ?? Environment.ProcessorCount;

    /// <summary>Stops a run that asks for a device which is not there.</summary>
    /// <exception cref="GpuException">REPRODUCTION_DEVICE=cuda without a usable one.</exception>
    internal static void CheckDevice() => DevicePick.Demand(Settings.Current.Device, Pick.Value.WhyNot);

    /// <summary>Why the full budget on a GPU is skipped here, or null.</summary>
    /// <exception cref="GpuException">There is a GPU and it cannot be used: that is no reason to skip.</exception>
    internal static string? WhyNoGpu =>
        Pick.Value is { WhyNot: { } why, MaySkip: false } ? throw new GpuException(why) : Pick.Value.WhyNot;

    internal static Device Trains => Chosen.Value;

    internal static bool OnCuda => Trains.type == DeviceType.CUDA;

    /// <summary>Moves a model to the device.</summary>
    internal static Module<Tensor, Tensor> Place(Module<Tensor, Tensor> model) => model.to(Trains);

    /// <summary>The optimiser of a model that is placed.</summary>
    internal static Optimizer Optimizer(Module<Tensor, Tensor> model, double lr, Optimiser rule = default) =>
        rule.Rule == OptimiserRule.Sgd
            ? new FlatSgd(model.parameters(), lr, rule.Momentum)
            : new FlatAdam(model.parameters(), lr, rule.WeightDecay);

    /// <summary>A tensor of the device.</summary>
    internal static Tensor Tensor(float[] values, params long[] shape) => tensor(values, shape, device: Trains);

    /// <summary>All elements times a number.</summary>
    internal static Tensor Times(Tensor x, double factor)
    {
        using Scalar kept = (float)factor;
        return x.mul(kept);
    }

    /// <summary>A number added to all elements.</summary>
    internal static Tensor Plus(Tensor x, double term)
    {
        using Scalar kept = (float)term;
        using Scalar one = 1;
        return x.add(kept, one);
    }

    /// <summary>A tensor's values on the host.</summary>
    public static float[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>All that training changes of a model: its parameters, then its running averages.</summary>
    internal static IEnumerable<Tensor> State(Module<Tensor, Tensor> model) => model.parameters().Concat(model.buffers());

    /// <summary>The values of <see cref="State"/> on the host.</summary>
    internal static IReadOnlyList<float[]> Weights(Module<Tensor, Tensor> model) => [.. State(model).Select(Values)];

    /// <summary>Nothing to check: no bits are promised.</summary>
    internal static void CheckArithmetic()
    {
    }

    /// <summary>Nothing to free: the run's scopes did.</summary>
    internal static void EndOfRun()
    {
    }

    private static Device Choose()
    {
        // Asked before anything else calls libtorch: it says in a sentence why it cannot be loaded.
        bool onCuda = Pick.Value.Cuda;
        // Data and initial weights come from the run's own stream; these cover whatever else might draw.
        random.manual_seed(0);
        if (!onCuda)
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
