using Reproduction;

namespace Reproduction.Recipes.Devices;

/// <summary>The device that trains, and the fate of the claims that need a GPU.</summary>
/// <param name="Cuda">CUDA trains; else the CPU.</param>
/// <param name="WhyNot">Why it is not CUDA; null where it is.</param>
/// <param name="MaySkip">Claims that need a GPU may be skipped: nobody asked for one, and there is none.</param>
internal sealed record DevicePick(bool Cuda, string? WhyNot, bool MaySkip)
{
    /// <summary>Picks.</summary>
    /// <param name="asked">REPRODUCTION_DEVICE.</param>
    /// <param name="usable">Whether libtorch can use a CUDA device; not asked where the CPU is wanted.</param>
    /// <param name="driver">The machine's driver; asked only where libtorch finds no device.</param>
    public static DevicePick From(DeviceChoice asked, Func<bool> usable, Func<CudaDriver> driver)
    {
        if (asked == DeviceChoice.Cpu)
            return new DevicePick(false, "REPRODUCTION_DEVICE=cpu asks for the CPU.", MaySkip: true);
        if (usable())
            return new DevicePick(true, null, MaySkip: false);
        var found = driver();
        return found switch
        {
            { Devices: > 0 } => new DevicePick(false, $"There is a GPU, and libtorch cannot use it: the driver serves CUDA up to "
                + $"{found.Version} and is too old, or the build was made with -p:TorchDevice=cpu. Update the driver, or build "
                + "with -p:TorchDevice=cuda; REPRODUCTION_DEVICE=cpu leaves the GPU alone.", MaySkip: false),
            { Version: "" } => None(asked, "no NVIDIA driver is installed"),
            _ => None(asked, "the NVIDIA driver offers no GPU (nvidia-smi, CUDA_VISIBLE_DEVICES)"),
        };
    }

    /// <summary>Stops a run that asked for CUDA and cannot have it.</summary>
    /// <exception cref="GpuException">REPRODUCTION_DEVICE=cuda without one.</exception>
    public static void Demand(DeviceChoice asked, string? whyNot)
    {
        if (asked == DeviceChoice.Cuda && whyNot is not null)
            throw new GpuException($"REPRODUCTION_DEVICE=cuda, but {char.ToLowerInvariant(whyNot[0])}{whyNot[1..]}");
    }

    private static DevicePick None(DeviceChoice asked, string why) =>
        new(false, $"There is no CUDA device: {why}.", MaySkip: asked == DeviceChoice.Auto);
}
