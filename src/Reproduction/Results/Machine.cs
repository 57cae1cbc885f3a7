using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Reproduction.Results;

/// <summary>The machine and the runtime that numbers were computed on.</summary>
/// <param name="Os">Name and version of the system.</param>
/// <param name="Cpu">The processor's own name.</param>
/// <param name="Cores">Logical cores that this process may use.</param>
/// <param name="Runtime">".NET 10.0.12".</param>
/// <param name="Simd">Architecture and widest vector set that this process really uses ("X64 AVX-512").</param>
/// <param name="Device">Device class and numerics ("exacttorch, numerics 1").</param>
internal sealed record Machine(string Os, string Cpu, int Cores, string Runtime, string Simd, string Device)
{
    /// <summary>Reads this machine.</summary>
    public static Machine Here(string device) => new(
        OsName(), CpuName(), Environment.ProcessorCount, $".NET {Environment.Version}",
        $"{RuntimeInformation.ProcessArchitecture} {SimdName()}", device);

    /// <summary>All in one line, for a result's origin, a failure text and the log of approvals.</summary>
    public override string ToString() => $"{Os}; {Cpu}, {Words.Count(Cores, "logical core")}; {Runtime}, {Simd}; {Device}";

    private static string OsName()
        => Field("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription.Trim();

    private static string CpuName()
    {
        if (OperatingSystem.IsWindows())
            return WindowsCpu() ?? "unknown CPU";
        return Field("/proc/cpuinfo", "model name", ':') ?? Sysctl() ?? "unknown CPU";
    }

    private static string? WindowsCpu() =>
        Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") is { Length: > 0 } name ? name : null;

    private static string? Sysctl()
    {
        if (!OperatingSystem.IsMacOS())
            return null;
        try
        {
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sysctl",
                "-n machdep.cpu.brand_string") { RedirectStandardOutput = true });
            var reading = process?.StandardOutput.ReadToEndAsync();
            return reading?.Wait(TimeSpan.FromSeconds(5)) == true && reading.Result.Trim() is { Length: > 0 } name ? name : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }
    }

    private static string SimdName()
        => Avx512F.IsSupported ? "AVX-512"
            : Avx2.IsSupported ? "AVX2"
            : AdvSimd.IsSupported ? "NEON"
            : "no AVX2";

    private static string? Field(string file, string key, char separator)
    {
        try
        {
            foreach (var line in File.ReadLines(file))
                if (line.StartsWith(key, StringComparison.Ordinal) && line.IndexOf(separator) is > 0 and var at)
                    return line[(at + 1)..].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only a name for the header is lost.
        }
        return null;
    }
}
