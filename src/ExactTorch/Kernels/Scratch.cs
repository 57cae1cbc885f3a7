using System.Runtime.InteropServices;

namespace ExactTorch.Kernels;

/// <summary>Working memory of the calling thread: packed weights, tiles, partial sums.
/// Grows to the largest request and is reused.</summary>
internal static unsafe class Scratch
{
    [ThreadStatic]
    private static Slots? slots;

    /// <summary>One GEMM tile (8 x 32 floats) for outputs that end inside a tile.</summary>
    public static float* Edge => Mine.Get(Slot.Edge, 8 * 32);

    /// <summary>A row of zeros of at least <paramref name="count"/> floats.</summary>
    public static float* Zeros(int count)
    {
        var mine = Mine;
        float* p = mine.Get(Slot.Zeros, count + 64, out bool grown);
        if (grown)
            new Span<float>(p, mine.Count(Slot.Zeros)).Clear();
        return p;
    }

    /// <summary>At least <paramref name="count"/> floats, uninitialised, followed by readable padding.</summary>
    public static float* Get(Slot slot, long count) => Mine.Get(slot, count);

    private static Slots Mine => slots ??= new Slots();

    internal enum Slot
    {
        Edge,
        Zeros,
        PackedForward,
        PackedBackward,
        PackedForward2,
        MaskedGradient,
        Hidden,
        Hidden2,
        HiddenGradient,
        Partial,
        Partial2,
        BiasPartial,
        BiasPartial2,
        Transposed,
        Wide,
        Bits,
        ColumnBits,
        PackedWide,
        Chains,
        AllSet,
        Count,
    }

    private sealed class Slots
    {
        private readonly nint[] pointers = new nint[(int)Slot.Count];
        private readonly long[] counts = new long[(int)Slot.Count];

        ~Slots()
        {
            foreach (nint pointer in pointers)
                NativeMemory.AlignedFree((void*)pointer);
        }

        public int Count(Slot slot) => checked((int)counts[(int)slot]);

        public float* Get(Slot slot, long count) => Get(slot, count, out _);

        public float* Get(Slot slot, long count, out bool grown)
        {
            int i = (int)slot;
            grown = counts[i] < count;
            if (grown)
            {
                NativeMemory.AlignedFree((void*)pointers[i]);
                pointers[i] = 0;
                counts[i] = 0;
                pointers[i] = (nint)NativeMemory.AlignedAlloc((nuint)(count + Memory.Storage.Padding) * sizeof(float), 64);
                new Span<float>((float*)pointers[i] + count, Memory.Storage.Padding).Clear();
                counts[i] = count;
            }

            return (float*)pointers[i];
        }
    }
}
