using Reproduction;
using Reproduction.Recipes.Devices;

namespace WeightPred.Unit.Recipes.Devices;

public class DevicePickTests
{
    private static readonly CudaDriver NoDriver = new(0, ""), NoGpu = new(0, "12.8"), OldDriver = new(1, "11.4");

    private static DevicePick Pick(DeviceChoice asked, bool usable, CudaDriver driver) =>
        DevicePick.From(asked, () => usable, () => driver);

    [Fact]
    public void A_usable_GPU_is_used() => Assert.All([DeviceChoice.Auto, DeviceChoice.Cuda], asked =>
    {
        var pick = DevicePick.From(asked, () => true,
            () => throw new InvalidOperationException("There is no need to ask the driver."));
        Assert.True(pick.Cuda);
        Assert.Null(pick.WhyNot);
        DevicePick.Demand(asked, pick.WhyNot);
    });

    [Fact]
    public void Asked_for_the_CPU_nobody_looks_for_a_GPU()
    {
        var pick = DevicePick.From(DeviceChoice.Cpu, () => throw new DllNotFoundException(),
            () => throw new DllNotFoundException());
        Assert.Equal((false, true), (pick.Cuda, pick.MaySkip));
        DevicePick.Demand(DeviceChoice.Cpu, pick.WhyNot);
    }

    [Fact]
    public void Without_a_GPU_the_CPU_trains_and_claims_that_need_one_are_skipped_with_the_reason()
    {
        Assert.Equal((false, true),
            (Pick(DeviceChoice.Auto, false, NoDriver).Cuda, Pick(DeviceChoice.Auto, false, NoDriver).MaySkip));
        Assert.Contains("no NVIDIA driver is installed", Pick(DeviceChoice.Auto, false, NoDriver).WhyNot);
        Assert.True(Pick(DeviceChoice.Auto, false, NoGpu).MaySkip);
        Assert.Contains("offers no GPU", Pick(DeviceChoice.Auto, false, NoGpu).WhyNot);
    }

    [Fact]
    public void A_GPU_that_libtorch_cannot_use_is_no_reason_to_skip()
    {
        var pick = Pick(DeviceChoice.Auto, false, OldDriver);
        Assert.Equal((false, false), (pick.Cuda, pick.MaySkip));
        Assert.Contains("CUDA up to 11.4", pick.WhyNot);
    }

    [Fact]
    public void A_GPU_that_is_demanded_and_missing_is_one_clear_error()
    {
        var pick = Pick(DeviceChoice.Cuda, false, NoDriver);
        Assert.False(pick.MaySkip);
        Assert.Equal("REPRODUCTION_DEVICE=cuda, but there is no CUDA device: no NVIDIA driver is installed.",
            Assert.Throws<GpuException>(() => DevicePick.Demand(DeviceChoice.Cuda, pick.WhyNot)).Message);
    }

    [Fact]
    public void The_driver_of_this_machine_can_be_asked_whether_there_is_one_or_not()
    {
        var driver = CudaDriver.Here();
        Assert.True(driver.Devices == 0 || driver.Version.Length > 0);
    }
}
