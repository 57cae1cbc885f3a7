namespace Reproduction.Recipes.Devices;

/// <summary>A GPU that is not there, cannot be used, or failed during a run; the message says what to do.</summary>
internal sealed class GpuException(string message) : Exception(message);

/// <summary>The one place that turns what libtorch and the loader throw into a sentence.</summary>
internal static class GpuTrouble
{
    private const string OnTheCpu =
        "or train on the CPU with `dotnet test tests/Claims --filter Category=Nightly` and REPRODUCTION_NIGHTLY=yes";

    // The first that fits counts: "out of memory" may also mention the driver.
    private static readonly (string[] Signs, string Sentence)[] Known =
    [
        (["out of memory", "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED"],
            $"The GPU is out of memory. `nvidia-smi` lists who else uses it: end those programs, {OnTheCpu}."),
        (["driver version is insufficient", "driver on your system is too old", "forward compatibility was attempted"],
            $"The NVIDIA driver is too old for this build of libtorch. Update it (nvidia.com/drivers), {OnTheCpu}."),
        (["no kernel image is available", "CUBLAS_STATUS_ARCH_MISMATCH", "invalid device function"],
            $"This build of libtorch has no code for this GPU. Use another GPU, {OnTheCpu}."),
        (["no CUDA-capable device", "No CUDA GPUs are available", "invalid device ordinal", "no NVIDIA driver on your system"],
            $"There is no CUDA device. Check `nvidia-smi` and CUDA_VISIBLE_DEVICES, {OnTheCpu}."),
        (["illegal memory access", "unspecified launch failure", "device-side assert", "launch timed out", "uncorrectable ECC",
            "devices are busy or unavailable", "GPU is lost", "hardware stack error", "unknown error",
            "CUBLAS_STATUS_EXECUTION_FAILED", "CUBLAS_STATUS_NOT_INITIALIZED", "device not ready", "misaligned address"],
            "The GPU was lost during the run. Check `nvidia-smi` (and the system's log for \"Xid\"), then start again: runs of "
                + "the full budget are kept and go on where they were."),
    ];

    /// <summary>One sentence, what to do, and libtorch's own first line;
    /// null if the GPU or its libraries have no part in it.</summary>
    public static string? Explain(Exception e)
    {
        foreach (var cause in Causes(e))
        {
            if (cause is GpuException)
                return cause.Message;
            if (Mentions(cause, "GLIBCXX_") || Mentions(cause, "GLIBC_"))
                return CppLibrary.TooOld;
            if (cause is DllNotFoundException or BadImageFormatException
                || (cause is NotSupportedException && Mentions(cause, "libtorch")))
                return $"libtorch cannot be loaded. Build with it: -p:TorchDevice=cpu or -p:TorchDevice=cuda. {Said(cause)}";
            // Host memory and other libraries run out, too.
            if (!Mentions(cause, "CUDA") && !Mentions(cause, "CUBLAS") && !Mentions(cause, "CUDNN") && !Mentions(cause, "NVIDIA"))
                continue;
            foreach (var (signs, sentence) in Known)
                if (signs.Any(sign => Mentions(cause, sign)))
                    return $"{sentence} {Said(cause)}";
        }

        return null;
    }

    private static IEnumerable<Exception> Causes(Exception e) => e switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(Causes),
        { InnerException: { } inner } => Causes(inner).Prepend(e),
        _ => [e],
    };

    private static bool Mentions(Exception e, string sign) => e.Message.Contains(sign, StringComparison.OrdinalIgnoreCase);

    private static string Said(Exception e) => $"(\"{e.Message.Split('\n')[0].Trim()}\")";
}
