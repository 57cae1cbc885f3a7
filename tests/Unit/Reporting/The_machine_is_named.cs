using System.Runtime.Intrinsics.X86;
using WeightPred.Reproduction;

namespace WeightPred.Unit.Reporting;

public sealed class The_machine_is_named
{
    [Fact]
    public void As_this_process_sees_it()
    {
        var here = EnvironmentLine.Here("exacttorch, numerics 1");
        Assert.Equal(Environment.ProcessorCount, here.Cores);
        Assert.Equal($".NET {Environment.Version}", here.Runtime);
        Assert.NotEqual("", here.Os);
        Assert.NotEqual("", here.Cpu);
        Assert.Equal(Avx512F.IsSupported, here.Simd.EndsWith(" AVX-512", StringComparison.Ordinal));
        Assert.Equal(Avx2.IsSupported && !Avx512F.IsSupported, here.Simd.EndsWith(" AVX2", StringComparison.Ordinal) && !here.Simd.EndsWith("no AVX2", StringComparison.Ordinal));
    }

    [Fact]
    public void In_BenchmarkDotNets_manner()
    {
        var machine = new EnvironmentLine("Invented OS 1", "Invented CPU", 1, ".NET 10.0.0", "X64 AVX2", "exacttorch, numerics 1");
        Assert.Equal(["WeightPred, Invented OS 1", "Invented CPU, 1 logical core", ".NET 10.0.0, X64 AVX2; device class: exacttorch, numerics 1"], machine.Header);
        Assert.Equal("Invented OS 1; Invented CPU, 1 logical core; .NET 10.0.0, X64 AVX2; exacttorch, numerics 1", machine.ToString());
    }
}
