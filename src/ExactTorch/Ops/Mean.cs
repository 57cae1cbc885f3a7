using ExactTorch.Autograd;
using ExactTorch.Memory;
using ExactTorch.Ops;

namespace ExactTorch
{
    public static partial class torch
    {
        public unsafe partial class Tensor
        {
            /// <summary>Sum of all elements.</summary>
            public Tensor sum() => SumAllNode.Of(this, 1f);

            /// <summary>Mean of all elements: the sum, times 1 / count rounded once.</summary>
            /// <exception cref="ArgumentException">There are no elements.</exception>
            public Tensor mean() => NumberOfElements > 0
                ? SumAllNode.Of(this, (float)(1.0 / NumberOfElements))
                : throw new ArgumentException($"The mean over no elements is undefined: {Shapes.Text(shape)}.");

            /// <summary>Mean over one dimension, which goes away unless kept:
            /// sequential sum by index, times 1 / size rounded once.</summary>
            /// <exception cref="ArgumentException">More than one dimension, or an empty one.</exception>
            public Tensor mean(long[] dimensions, bool keepdim = false) => Reduce(dimensions, keepdim, mean: true);

            /// <summary>Sum over one dimension, which goes away unless kept.</summary>
            /// <exception cref="ArgumentException">More than one dimension.</exception>
            public Tensor sum(long[] dimensions, bool keepdim = false) => Reduce(dimensions, keepdim, mean: false);

            /// <inheritdoc cref="sum(long[], bool)"/>
            public Tensor sum(long dim, bool keepdim = false) => sum([dim], keepdim);

            private Tensor Reduce(long[] over, bool keepdim, bool mean)
            {
                if (over.Length != 1)
                    throw new ArgumentException($"This engine reduces one dimension at a time; got {Shapes.Text(over)}.");
                int axis = Shapes.Axis(over[0], shape.Length);
                if (mean && shape[axis] == 0)
                    throw new ArgumentException($"The mean over an empty dimension is undefined: {Shapes.Text(shape)}.");
                float scale = mean ? (float)(1.0 / shape[axis]) : 1f;
                var result = PooledEncoderNode.TryPool(this, axis, scale) ?? SumNode.Of(this, axis, scale);
                return keepdim ? result.unsqueeze(axis) : result;
            }
        }
    }
}

namespace ExactTorch.Ops
{
    internal sealed unsafe class SumNode(torch.Tensor x, int axis, float scale) : Node(x)
    {
        public static torch.Tensor Of(torch.Tensor x, int axis, float scale)
        {
            var y = torch.Tensor.Uninitialised([.. x.shape[..axis], .. x.shape[(axis + 1)..]]);
            var (outer, middle, inner) = Shapes.Around(x.shape, axis);
            Kernels.Kernels.Current.SumMiddle(x.Pointer, outer, middle, inner, scale, y.Pointer);
            return Result.Records(x) ? Result.Recorded(y, new SumNode(x, axis, scale)) : y.Visible();
        }

        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var dx = torch.Tensor.Uninitialised(Inputs[0].shape);
            var (outer, middle, inner) = Shapes.Around(dx.shape, axis);
            Kernels.Kernels.Current.SpreadMiddle(gradient.Pointer, outer, middle, inner, scale, dx.Pointer);
            Give(Inputs[0], dx);
        }
    }

    internal sealed unsafe class SumAllNode(torch.Tensor x, float scale) : Node(x)
    {
        public static torch.Tensor Of(torch.Tensor x, float scale)
        {
            var y = torch.Tensor.Uninitialised();
            y.data<float>()[0] = (float)(Kernels.Kernels.Sum(x.Pointer, x.NumberOfElements) * scale);
            return Result.Records(x) ? Result.Recorded(y, new SumAllNode(x, scale)) : y.Visible();
        }

        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var dx = torch.Tensor.Uninitialised(Inputs[0].shape);
            dx.data<float>().Fill((float)(gradient.data<float>()[0] * scale));
            Give(Inputs[0], dx);
        }
    }
}
