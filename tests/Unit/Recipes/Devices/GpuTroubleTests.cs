using System.Runtime.InteropServices;
using Reproduction.Recipes.Devices;

namespace WeightPred.Unit.Recipes.Devices;

public class GpuTroubleTests
{
    // libtorch's own words, as it throws them.
    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 7.79 GiB of which 10.12 MiB "
        + "is free.", "The GPU is out of memory.")]
    [InlineData("CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported", "The GPU is out of memory.")]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`", "The GPU is out of memory.")]
    [InlineData("The NVIDIA driver on your system is too old (found version 11040). Please update your GPU driver",
        "The NVIDIA driver is too old")]
    [InlineData("CUDA error: CUDA driver version is insufficient for CUDA runtime version", "The NVIDIA driver is too old")]
    [InlineData("CUDA error: no kernel image is available for execution on the device",
        "This build of libtorch has no code for this GPU.")]
    [InlineData("CUDA error: no CUDA-capable device is detected", "There is no CUDA device.")]
    [InlineData("Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU", "There is no CUDA device.")]
    [InlineData("CUDA error: an illegal memory access was encountered", "The GPU was lost during the run.")]
    [InlineData("CUDA error: unspecified launch failure", "The GPU was lost during the run.")]
    [InlineData("CUDA error: the launch timed out and was terminated", "The GPU was lost during the run.")]
    [InlineData("CUDA error: unknown error", "The GPU was lost during the run.")]
    [InlineData("CUDA error: all CUDA-capable devices are busy or unavailable", "The GPU was lost during the run.")]
    public void In_one_sentence_what_to_do_and_the_librarys_first_line(string said, string sentence)
    {
        // Runs train in parallel, so what one throws arrives wrapped.
        string? text = GpuTrouble.Explain(new AggregateException(new ExternalException(said)));
        Assert.StartsWith(sentence, text);
        Assert.EndsWith($"(\"{said.Split('\n')[0]}\")", text);
        Assert.DoesNotContain('\n', text!);
    }

    [Fact]
    public void Libraries_that_cannot_be_loaded_are_named()
        => Assert.StartsWith("libtorch cannot be loaded.", GpuTrouble.Explain(new TypeInitializationException("TorchSharp.torch",
            new DllNotFoundException("Unable to load shared library 'LibTorchSharp'"))));

    // The loader's and TorchSharp's own words on a system that is too old.
    [Fact]
    public void A_system_that_is_too_old_is_one_sentence()
    {
        var loader = new DllNotFoundException(
            "Unable to load shared library 'LibTorchSharp' or one of its dependencies.\n/lib/x86_64-linux-gnu/libstdc++.so.6: "
            + "version `GLIBCXX_3.4.32' not found (required by libLibTorchSharp.so)");
        Assert.Equal(CppLibrary.TooOld, GpuTrouble.Explain(new TypeInitializationException("TorchSharp.torch", loader)));
        var torchSharp = new NotSupportedException("This application or script uses TorchSharp but doesn't contain a reference "
            + "to libtorch-cpu-linux-x64, Version=2.10.0.0.\n\nConsider referencing one of");
        Assert.StartsWith("libtorch cannot be loaded.",
            GpuTrouble.Explain(new TypeInitializationException("TorchSharp.torch", torchSharp)));
    }

    [Fact]
    public void What_has_nothing_to_do_with_a_GPU_is_left_alone()
    {
        Assert.Null(GpuTrouble.Explain(new InvalidOperationException("Sequence contains no elements")));
        Assert.Null(GpuTrouble.Explain(new OutOfMemoryException("Array dimensions exceeded: out of memory")));
        Assert.Null(GpuTrouble.Explain(new AggregateException(new IOException("unknown error"))));
        Assert.Null(GpuTrouble.Explain(new NotSupportedException("Specified method is not supported.")));
    }

    [Fact]
    public void A_sentence_is_not_explained_twice()
        => Assert.Equal("no GPU", GpuTrouble.Explain(new AggregateException(new GpuException("no GPU"))));
}
