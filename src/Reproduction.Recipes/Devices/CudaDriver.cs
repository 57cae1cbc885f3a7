using System.Globalization;
using System.Runtime.InteropServices;

namespace Reproduction.Recipes.Devices;

/// <summary>
/// Devices and version of the NVIDIA driver. libtorch reports a driver that is too old as "no device", and that must not pass for
/// a reason to skip.
/// </summary>
/// <param name="Devices">How many GPUs the driver offers.</param>
/// <param name="Version">The newest CUDA that it serves ("12.8"), or "" where no driver is installed.</param>
internal sealed record CudaDriver(int Devices, string Version)
{
    /// <summary>Asks the driver of this machine.</summary>
    public static CudaDriver Here()
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out nint library))
            return new CudaDriver(0, "");
        try
        {
            int version = 0, devices = 0;
            // Status 0 is success; a driver without a device fails at once.
            if (Function<Init>(library, "cuInit")(0) == 0)
                _ = Function<Number>(library, "cuDeviceGetCount")(out devices);
            _ = Function<Number>(library, "cuDriverGetVersion")(out version);
            return new CudaDriver(devices,
                string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}"));
        }
        catch (EntryPointNotFoundException)
        {
            return new CudaDriver(0, "");
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    private static T Function<T>(nint library, string name) where T : Delegate =>
        Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    private delegate int Init(uint flags);

    private delegate int Number(out int value);
}
