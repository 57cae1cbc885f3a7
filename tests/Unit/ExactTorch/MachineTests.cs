using System.Diagnostics;
using ExactTorch.Kernels;

namespace WeightPred.Unit.ExactTorch;

/// <summary>Trains the models in processes whose runtime is told to hide parts of the machine.</summary>
[Collection(nameof(Alone))]
public class MachineTests
{
    private const int Steps = 12;
    private const int FewSteps = 2;
    private static readonly Lazy<Run> Usual = new(() => Probe(1, Steps));
    private static readonly Lazy<Run> UsualFew = new(() => Probe(1, FewSteps));

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void On_several_threads(int threads) => Assert.Equal(Usual.Value, Probe(threads, Steps));

    [Fact]
    public void With_and_without_tiered_compilation() => Assert.Equal(Usual.Value, Probe(1, Steps, "DOTNET_TieredCompilation"));

    [SkippableFact]
    public void Without_AVX_512()
    {
        Skip.IfNot(IsaSupport.IsSupported(Isa.Avx512), "This machine has no AVX-512.");
        var run = Probe(1, Steps, "DOTNET_EnableAVX512");
        Assert.Equal(("Avx2", "Avx512F=False Avx2=True Fma=True"), (run.Carrier, run.Flags));
        Assert.Equal(Usual.Value.Hash, run.Hash);
    }

    [SkippableFact]
    public void Without_AVX_2()
    {
        Skip.IfNot(IsaSupport.IsSupported(Isa.Avx2), "This machine has no AVX2.");
        var run = Probe(1, FewSteps, "DOTNET_EnableAVX2");
        Assert.Equal("Scalar", run.Carrier);
        Assert.Contains("Avx2=False", run.Flags, StringComparison.Ordinal);
        Assert.Equal(UsualFew.Value.Hash, run.Hash);
    }

    [Fact]
    public void Without_any_intrinsics()
    {
        var run = Probe(1, FewSteps, "DOTNET_EnableHWIntrinsic");
        Assert.Equal(("Scalar", "Avx512F=False Avx2=False Fma=False"), (run.Carrier, run.Flags));
        Assert.Equal(UsualFew.Value.Hash, run.Hash);
    }

    private static Run Probe(int threads, int steps, string? switchedOff = null)
    {
        string host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(host,
            [Path.Combine(AppContext.BaseDirectory, "WeightPred.BitProbe.dll"), $"{threads}", $"{steps}"])
        {
            RedirectStandardOutput = true,
        };
        if (switchedOff is not null)
            start.Environment[switchedOff] = "0";
        using var process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(3, lines.Length);
        return new(lines[0], lines[1], lines[2]);
    }

    private sealed record Run(string Carrier, string Flags, string Hash);
}
