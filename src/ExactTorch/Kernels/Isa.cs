using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ExactTorch.Kernels;

/// <summary>How the sixteen lanes are carried. It changes speed and no bit.</summary>
public enum Isa
{
    /// <summary>One scalar at a time; soft FMA where the machine has none.</summary>
    Scalar,

    /// <summary>Two 256-bit registers with FMA3.</summary>
    Avx2,

    /// <summary>One 512-bit register.</summary>
    Avx512,
}

/// <summary>Instruction sets that this process can use.</summary>
public static class IsaSupport
{
    /// <summary>The widest carrier of this process; honours DOTNET_EnableAVX512=0,
    /// DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0.</summary>
    public static Isa Best { get; } =
        IsSupported(Isa.Avx512) ? Isa.Avx512 :
        IsSupported(Isa.Avx2) ? Isa.Avx2 :
        Isa.Scalar;

    /// <summary>Whether this process can run <paramref name="isa"/>.</summary>
    public static bool IsSupported(Isa isa) => isa switch
    {
        Isa.Avx512 => Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Vector512.IsHardwareAccelerated,
        Isa.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    };
}
