using ExactTorch.Autograd;
using ExactTorch.Kernels;
using ExactTorch.Memory;

namespace ExactTorch;

public static partial class torch
{
    /// <summary>A float32 tensor on the CPU, row-major. Dispose it, or let a <see cref="DisposeScope"/> do so.</summary>
    public unsafe partial class Tensor : IDisposable
    {
        private readonly long[] dimensions;
        private Storage? storage;
        private long offset;
        private int rowStride;
        private int references = 1;
        private bool disposed;

        internal Tensor(long[] shape, Storage? storage, long offset = 0, int rowStride = 0)
        {
            dimensions = shape;
            this.storage = storage;
            this.offset = offset;
            NumberOfElements = Shapes.Count(shape);
            this.rowStride = rowStride == 0 ? LastDimension : rowStride;
        }

        /// <summary>Takes over the memory of another tensor, which is disposed.</summary>
        private protected Tensor(Tensor owner)
            : this(owner.shape, storage: null)
        {
            _ = owner.Pointer;
            storage = owner.storage;
            offset = owner.offset;
            storage!.Retain();
            DisposeScope.Current?.Detach(owner);
            owner.Dispose();
        }

        /// <summary>Sizes of the dimensions.</summary>
        public long[] shape => dimensions;

        /// <summary>Number of dimensions.</summary>
        public long dim() => dimensions.Length;

        /// <summary>Number of elements.</summary>
        public long numel() => NumberOfElements;

        /// <summary>Number of elements.</summary>
        public long NumberOfElements { get; }

        /// <summary>Whether operations on this tensor are recorded for <see cref="backward"/>.</summary>
        public bool requires_grad { get; internal set; }

        /// <summary>The accumulated gradient, or null before the first <see cref="backward"/>.</summary>
        public Tensor? grad => Gradient;

        /// <summary>Says that operations on this leaf are recorded.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        internal Tensor? Gradient { get; set; }

        /// <summary>The operation that made this tensor, while its gradient
        /// may still be asked for or its values are not computed yet.</summary>
        internal Node? Creator { get; set; }

        /// <summary>In-place changes of its memory, so that an operation
        /// notices when its inputs are no longer what they were.</summary>
        internal int Version => storage?.Version ?? 0;

        /// <summary>Says that its values were changed in place.</summary>
        internal void Changed() => storage!.Version++;

        /// <summary>Whether another tensor lives in the same memory.</summary>
        internal bool IsShared => storage is { IsShared: true };

        internal bool IsDeferred => storage == null && Creator is DeferredNode;

        internal int LastDimension => dimensions.Length == 0 ? 1 : checked((int)dimensions[^1]);

        /// <summary>Rows of <see cref="AsMatrix"/>: all dimensions but the last.</summary>
        internal int Rows => LastDimension == 0 ? 0 : checked((int)(NumberOfElements / LastDimension));

        /// <summary>The first element of contiguous memory.</summary>
        internal float* Pointer
        {
            get
            {
                Compute();
                if (rowStride != LastDimension)
                    Densify();
                return (float*)storage!.Address + offset;
            }
        }

        /// <summary>All dimensions but the last as rows. Rows need not lie side by side.</summary>
        internal Matrix AsMatrix()
        {
            Compute();
            return new((nint)((float*)storage!.Address + offset), Rows, LastDimension, rowStride);
        }

        /// <summary>The elements in row-major order; valid while the tensor lives.</summary>
        /// <exception cref="ArgumentException">T is not float.</exception>
        public Span<T> data<T>()
            where T : unmanaged
        {
            if (typeof(T) != typeof(float))
                throw new ArgumentException($"The engine knows float32 only, not {typeof(T)}.");
            return new Span<T>(Pointer, checked((int)NumberOfElements));
        }

        /// <summary>A copy of the elements in row-major order.</summary>
        public float[] ToArray() => data<float>().ToArray();

        /// <summary>The only element.</summary>
        /// <exception cref="InvalidOperationException">There is not exactly one.</exception>
        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new InvalidOperationException(
                    $"item() needs one element; this tensor has shape [{string.Join(", ", dimensions)}].");
            return data<T>()[0];
        }

        /// <summary>Runs the chain rule from this one-element tensor to every leaf that asks for a gradient.</summary>
        /// <exception cref="InvalidOperationException">This tensor has several elements or no recorded operations.</exception>
        public void backward() => BackwardPass.Run(this);

        public void Dispose()
        {
            if (disposed)
                return;
            disposed = true;
            Release();
        }

        public override string ToString() => $"[{string.Join(", ", dimensions)}], float32";

        internal static Tensor Uninitialised(params long[] shape)
        {
            var tensor = new Tensor(shape, Storage.Rent(Shapes.Count(shape)));
            return tensor;
        }

        /// <summary>Registers a result that a caller sees with the current dispose scope.</summary>
        internal Tensor Visible()
        {
            DisposeScope.Current?.Add(this);
            return this;
        }

        internal void Retain() => references++;

        internal void Release()
        {
            if (--references != 0)
                return;
            storage?.Release();
            storage = null;
            Creator?.Release();
            Creator = null;
            ForgetGradient();
        }

        /// <summary>Another tensor over the same memory.</summary>
        internal Tensor ShareAs(long[] shape)
        {
            _ = Pointer;
            storage!.Retain();
            return new Tensor(shape, storage, offset);
        }

        /// <summary>Columns [from, from + count) of the last dimension over the same memory.</summary>
        internal Tensor ShareColumns(int from, int count)
        {
            Compute();
            storage!.Retain();
            long[] shape = [.. dimensions];
            shape[^1] = count;
            return new Tensor(shape, storage, offset + from, rowStride);
        }

        /// <summary>Makes this deferred tensor live inside columns of another one's memory, and computes it there.</summary>
        internal void ComputeInside(Tensor owner, int column)
        {
            ((DeferredNode)Creator!).CheckInputs();
            var matrix = owner.AsMatrix();
            owner.storage!.Retain();
            storage = owner.storage;
            offset = owner.offset + column;
            rowStride = matrix.Stride;
            ((DeferredNode)Creator!).ComputeChecked(this);
        }

        internal void ForgetGradient()
        {
            Gradient?.Release();
            Gradient = null;
        }

        private void Compute()
        {
            ObjectDisposedException.ThrowIf(references == 0, this);
            if (storage != null)
                return;
            var deferred = (DeferredNode)Creator!;
            deferred.CheckInputs();
            storage = Storage.Rent(NumberOfElements);
            deferred.ComputeChecked(this);
        }

        private void Densify()
        {
            var from = AsMatrix();
            var dense = Storage.Rent(NumberOfElements);
            dense.Version = Version;
            for (int r = 0; r < from.Rows; r++)
                new Span<float>(from.Row(r), from.Columns)
                    .CopyTo(new Span<float>((float*)dense.Address + (long)r * from.Columns, from.Columns));
            storage!.Release();
            storage = dense;
            offset = 0;
            rowStride = LastDimension;
        }
    }
}
