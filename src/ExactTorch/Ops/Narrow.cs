using ExactTorch.Autograd;
using ExactTorch.Memory;
using ExactTorch.Ops;

namespace ExactTorch
{
    public static partial class torch
    {
        public unsafe partial class Tensor
        {
            /// <summary>Indices [start, start + length) of dimension <paramref name="dim"/>, as a copy.</summary>
            /// <exception cref="ArgumentOutOfRangeException">The range leaves the dimension.</exception>
            public Tensor narrow(long dim, long start, long length)
            {
                int axis = Shapes.Axis(dim, shape.Length);
                if (start < 0 || length < 0 || start + length > shape[axis])
                    throw new ArgumentOutOfRangeException(nameof(start),
                        $"[{start}, {start + length}) is not within dimension {dim} of {Shapes.Text(shape)}.");
                long[] result = [.. shape];
                result[axis] = length;
                var y = Uninitialised(result);
                var (outer, middle, inner) = Shapes.Around(shape, axis);
                NarrowNode.Copy(Pointer, (long)middle * inner, start * inner, y.Pointer, length * inner, 0,
                    outer, length * inner);
                return Result.Records(this) ? Result.Recorded(y, new NarrowNode(this, axis, start)) : y.Visible();
            }
        }
    }
}

namespace ExactTorch.Ops
{
    internal sealed unsafe class NarrowNode(torch.Tensor x, int axis, long start) : Node(x)
    {
        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var dx = torch.Tensor.Uninitialised(Inputs[0].shape);
            dx.data<float>().Clear();
            var (outer, middle, inner) = Shapes.Around(Inputs[0].shape, axis);
            long run = output.shape[axis] * inner;
            Copy(gradient.Pointer, run, 0, dx.Pointer, (long)middle * inner, start * inner, outer, run);
            Give(Inputs[0], dx);
        }

        /// <summary>Copies <paramref name="count"/> runs of <paramref name="run"/> floats between two strided places.</summary>
        public static void Copy(float* from, long fromStride, long fromStart, float* to, long toStride, long toStart,
            int count, long run)
        {
            for (int i = 0; i < count; i++)
                new Span<float>(from + i * fromStride + fromStart, (int)run)
                    .CopyTo(new Span<float>(to + i * toStride + toStart, (int)run));
        }
    }
}
