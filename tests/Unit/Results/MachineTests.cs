using System.Runtime.Intrinsics.X86;
using Reproduction.Results;

namespace WeightPred.Unit.Results;

public sealed class MachineTests
{
    [Fact]
    public void It_is_as_this_process_sees_it()
    {
        var here = Machine.Here("exacttorch, numerics 1");
        Assert.Equal(Environment.ProcessorCount, here.Cores);
        Assert.Equal($".NET {Environment.Version}", here.Runtime);
        Assert.NotEqual("", here.Os);
        Assert.NotEqual("", here.Cpu);
        Assert.Equal(Avx512F.IsSupported, here.Simd.EndsWith(" AVX-512", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_one_line() => Assert.Equal(
        "Invented OS 1; Invented CPU, 1 logical core; .NET 10.0.0, X64 AVX2; exacttorch, numerics 1",
        new Machine("Invented OS 1", "Invented CPU", 1, ".NET 10.0.0", "X64 AVX2", "exacttorch, numerics 1").ToString());
}
