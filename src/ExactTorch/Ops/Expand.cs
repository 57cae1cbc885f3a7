using ExactTorch.Autograd;
using ExactTorch.Memory;
using ExactTorch.Ops;

namespace ExactTorch
{
    public static partial class torch
    {
        public unsafe partial class Tensor
        {
            /// <summary>Repeats dimensions of size 1 (and missing leading ones) until the tensor has this shape.</summary>
            /// <exception cref="ArgumentException">A size other than 1 would have to change.</exception>
            public Tensor expand(params long[] sizes)
            {
                if (Shapes.Same(shape, sizes))
                    return this;
                if (!Shapes.Same(ExpandNode.Broadcast(shape, sizes), sizes))
                    throw new ArgumentException($"{Shapes.Text(shape)} cannot be expanded to {Shapes.Text(sizes)}.");
                var y = Uninitialised([.. sizes]);
                long[] from = ExpandNode.Offsets(shape, sizes);
                float* source = Pointer;
                float* target = y.Pointer;
                for (int i = 0; i < from.Length; i++)
                    target[i] = source[from[i]];
                return Result.Records(this) ? Result.Recorded(y, new ExpandNode(this)) : y.Visible();
            }
        }
    }
}

namespace ExactTorch.Ops
{
    /// <summary>Repetition; the gradient sums over the repeats in row-major order. Meant for small tensors.</summary>
    internal sealed unsafe class ExpandNode(torch.Tensor x) : Node(x)
    {
        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var dx = torch.Tensor.Uninitialised(Inputs[0].shape);
            dx.data<float>().Clear();
            long[] to = Offsets(Inputs[0].shape, output.shape);
            float* source = gradient.Pointer;
            float* target = dx.Pointer;
            for (int i = 0; i < to.Length; i++)
                target[to[i]] = (float)(target[to[i]] + source[i]);
            Give(Inputs[0], dx);
        }

        /// <summary>The common shape of two operands.</summary>
        public static long[] Broadcast(long[] a, long[] b)
        {
            long[] shape = new long[Math.Max(a.Length, b.Length)];
            for (int i = 1; i <= shape.Length; i++)
            {
                long p = i <= a.Length ? a[^i] : 1;
                long q = i <= b.Length ? b[^i] : 1;
                if (p != q && p != 1 && q != 1)
                    throw new ArgumentException($"Shapes {Shapes.Text(a)} and {Shapes.Text(b)} do not fit each other.");
                shape[^i] = p == 1 ? q : p;
            }

            return shape;
        }

        /// <summary>For each element of <paramref name="to"/>, where it comes from in <paramref name="from"/>.</summary>
        public static long[] Offsets(long[] from, long[] to)
        {
            long[] offsets = new long[Shapes.Count(to)];
            long[] strides = new long[to.Length];
            long stride = 1;
            for (int i = 1; i <= from.Length; i++)
            {
                strides[^i] = from[^i] == 1 ? 0 : stride;
                stride *= from[^i];
            }

            long[] index = new long[to.Length];
            long offset = 0;
            for (int i = 0; i < offsets.Length; i++)
            {
                offsets[i] = offset;
                for (int d = to.Length - 1; d >= 0; d--)
                {
                    offset += strides[d];
                    if (++index[d] < to[d])
                        break;
                    offset -= strides[d] * to[d];
                    index[d] = 0;
                }
            }

            return offsets;
        }
    }
}
