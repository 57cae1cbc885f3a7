using System.Runtime.InteropServices;

namespace ExactTorch.Memory;

/// <summary>
/// A counted block of native float32 memory. Released blocks wait in a per-thread pool and serve the next request of
/// their size, so a training step allocates no memory once the first one has run.
/// </summary>
internal sealed unsafe class Storage
{
    /// <summary>Readable floats behind the last element: kernels load whole lanes and store only what exists.</summary>
    public const int Padding = 64;

    [ThreadStatic]
    private static Pool? pool;

    private int references = 1;

    private Storage(nint pointer, long count)
    {
        Address = pointer;
        Count = count;
    }

    // Reached only by memory whose owner was forgotten instead of disposed.
    ~Storage()
    {
        NativeMemory.AlignedFree((void*)Address);
        Interlocked.Add(ref allocated, -Bytes(Count));
    }

    private static long allocated;

    /// <summary>Bytes of native memory in tensors and pools, over all threads.</summary>
    public static long AllocatedBytes => Interlocked.Read(ref allocated);

    public nint Address { get; private set; }

    public long Count { get; }

    /// <summary>Uninitialised memory for <paramref name="count"/> floats.</summary>
    /// <exception cref="OutOfMemoryException">The system has no more memory; the message says how much was asked for.</exception>
    public static Storage Rent(long count)
    {
        if ((pool ??= new()).TryPop(count, out nint waiting))
            return new Storage(waiting, count);

        long bytes = Bytes(count);
        void* p;
        try
        {
            p = NativeMemory.AlignedAlloc((nuint)bytes, 64);
        }
        catch (OutOfMemoryException e)
        {
            throw new OutOfMemoryException(
                $"A tensor of {count} floats ({bytes / 1048576.0:F1} MiB) does not fit: {AllocatedBytes / 1048576.0:F1} MiB are "
                + "in use. Train fewer seeds at once (REPRODUCTION_THREADS=1) or use a smaller batch.", e);
        }

        new Span<float>((float*)p + count, Padding).Clear();
        Interlocked.Add(ref allocated, bytes);
        return new Storage((nint)p, count);
    }

    /// <summary>Counts in-place changes, through whichever tensor they were made.</summary>
    public int Version { get; set; }

    public bool IsShared => Volatile.Read(ref references) > 1;

    public void Retain() => Interlocked.Increment(ref references);

    public void Release()
    {
        if (Interlocked.Decrement(ref references) != 0)
            return;
        GC.SuppressFinalize(this);
        (pool ??= new()).Push(Count, Address);
        Address = 0;
    }

    /// <summary>Gives this thread's waiting blocks back to the system.</summary>
    public static void Trim() => pool?.Trim();

    private static long Bytes(long count) => checked((count + Padding) * sizeof(float));

    // A thread that ends leaves its pool to the finalizer.
    private sealed class Pool
    {
        private readonly Dictionary<long, Stack<nint>> waiting = [];

        ~Pool() => Trim();

        public bool TryPop(long count, out nint address)
        {
            address = 0;
            return waiting.TryGetValue(count, out var free) && free.TryPop(out address);
        }

        public void Push(long count, nint address)
        {
            if (!waiting.TryGetValue(count, out var free))
                waiting[count] = free = new();
            free.Push(address);
        }

        public void Trim()
        {
            foreach (var (count, free) in waiting)
            {
                while (free.TryPop(out nint p))
                {
                    NativeMemory.AlignedFree((void*)p);
                    Interlocked.Add(ref allocated, -Bytes(count));
                }
            }
        }
    }
}
