namespace ExactTorch.Kernels;

/// <summary>
/// The device seam: everything the engine computes, on raw float32 memory. Matrices are row-major with an explicit row
/// stride in floats; every buffer has <see cref="Memory.Storage.Padding"/> readable floats behind its end.
/// The value of each output is the scalar expression that its member's summary gives (contract WP-NUM-1, rules D3 to D8).
/// </summary>
internal abstract unsafe partial class Kernels
{
    /// <summary>Rows per partial sum over the batch (D4). Part of the contract: changing it changes bits.</summary>
    public const int Chunk = 1024;

    /// <summary>Rows handled together so that their intermediate results stay in cache.
    /// Divides <see cref="Chunk"/>; changes no bit.</summary>
    protected const int Block = 128;

    private static readonly Kernels[] ByIsa = CreateAll();

    /// <summary>The kernels of this process's widest carrier.</summary>
    public static Kernels Current { get; } = For(IsaSupport.Best);

    /// <summary>The kernels of one carrier.</summary>
    /// <exception cref="PlatformNotSupportedException">This process cannot run it.</exception>
    public static Kernels For(Isa isa) => IsaSupport.IsSupported(isa)
        ? ByIsa[(int)isa]
        : throw new PlatformNotSupportedException(
            $"{isa} is not available in this process; {IsaSupport.Best} is the widest it has.");

    // The only place that names the carriers.
    private static Kernels[] CreateAll() =>
    [
        new Kernels<ScalarLanes, Sixteen<float>, Sixteen<uint>>(),
        new Kernels<Avx2Lanes, Pair<float>, Pair<uint>>(),
        new Kernels<Avx512Lanes, System.Runtime.Intrinsics.Vector512<float>, System.Runtime.Intrinsics.Vector512<uint>>(),
    ];
}

/// <inheritdoc cref="Kernels"/>
internal sealed unsafe partial class Kernels<L, V, U> : Kernels
    where L : struct, ILanes<V, U>
    where V : struct
    where U : struct
{
}
