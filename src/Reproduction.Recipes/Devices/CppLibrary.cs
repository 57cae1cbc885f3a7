using System.Runtime.InteropServices;

namespace Reproduction.Recipes.Devices;

/// <summary>
/// The system's C++ library. TorchSharp's for Linux needs that of GCC 13 (GLIBCXX_3.4.32). On an older system TorchSharp would
/// copy all of libtorch, print pages and end with NotSupportedException; so it is asked first.
/// </summary>
internal static class CppLibrary
{
    /// <summary>Why TorchSharp cannot be loaded, and what to do.</summary>
    public const string TooOld =
        "This system is too old for TorchSharp's library, which needs glibc 2.34 and the C++ library of GCC 13 (GLIBCXX_3.4.32): "
        + "use Debian 13, Ubuntu 24.04 or newer, or the embedded engine (tests/Claims), which needs neither.";

    /// <summary>Stops where TorchSharp's library cannot be loaded.</summary>
    /// <exception cref="GpuException">The library is too old.</exception>
    public static void Demand()
    {
        if (!IsNewEnough)
            throw new GpuException(TooOld);
    }

    /// <summary>Whether it has what GCC 13 brought; true on other systems than Linux, where TorchSharp carries its own.</summary>
    public static bool IsNewEnough
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return true;
            if (!NativeLibrary.TryLoad("libstdc++.so.6", out nint library))
                return false;
            // std::ios_base_library_init(), the one name of GLIBCXX_3.4.32.
            bool found = NativeLibrary.TryGetExport(library, "_ZSt21ios_base_library_initv", out _);
            NativeLibrary.Free(library);
            return found;
        }
    }
}
