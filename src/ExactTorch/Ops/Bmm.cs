using ExactTorch.Autograd;
using ExactTorch.Kernels;
using ExactTorch.Memory;
using ExactTorch.Ops;

namespace ExactTorch
{
    public static partial class torch
    {
        public unsafe partial class Tensor
        {
            /// <summary>Matrix product of each pair: [batch, n, k] x [batch, k, m] -> [batch, n, m].</summary>
            /// <exception cref="ArgumentException">The shapes do not fit; the message names them.</exception>
            public Tensor bmm(Tensor mat2) => torch.bmm(this, mat2);

            /// <summary>[n, k] x [k, m] -> [n, m].</summary>
            /// <exception cref="ArgumentException">The shapes do not fit; the message names them.</exception>
            public Tensor mm(Tensor mat2) => torch.bmm(unsqueeze(0), mat2.unsqueeze(0)).squeeze(0);

            /// <summary>Exchanges two dimensions, as a copy.</summary>
            public Tensor transpose(long dim0, long dim1)
            {
                int a = Shapes.Axis(dim0, shape.Length);
                int b = Shapes.Axis(dim1, shape.Length);
                var y = TransposeNode.Of(this, a, b);
                return Result.Records(this) ? Result.Recorded(y, new TransposeNode(this, a, b)) : y.Visible();
            }
        }

        /// <inheritdoc cref="Tensor.bmm"/>
        public static unsafe Tensor bmm(Tensor input, Tensor mat2)
        {
            if (input.dim() != 3 || mat2.dim() != 3 || input.shape[0] != mat2.shape[0] || input.shape[2] != mat2.shape[1])
                throw new ArgumentException(
                    $"bmm needs [batch, n, k] and [batch, k, m]; got {Shapes.Text(input.shape)} and {Shapes.Text(mat2.shape)}.");
            var y = Tensor.Uninitialised(input.shape[0], input.shape[1], mat2.shape[2]);
            Kernels.Kernels.Current.BatchMatMul(input.Pointer, mat2.Pointer, y.Pointer, BmmNode.Sizes(input, mat2),
                TransposeOperand.None);
            return Result.Records(input, mat2) ? Result.Recorded(y, new BmmNode(input, mat2)) : y.Visible();
        }
    }
}

namespace ExactTorch.Ops
{
    internal sealed unsafe class BmmNode(torch.Tensor x, torch.Tensor y) : Node(x, y)
    {
        public static BatchSizes Sizes(torch.Tensor x, torch.Tensor y) =>
            new((int)x.shape[0], (int)x.shape[1], (int)x.shape[2], (int)y.shape[2]);

        protected override bool Reads(int input) => Inputs[1 - input].requires_grad;

        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var (x, y) = (Inputs[0], Inputs[1]);
            var (batch, n, k, m) = Sizes(x, y);
            if (x.requires_grad) // dz [n, m] x y^T [m, k]
            {
                var dx = torch.Tensor.Uninitialised(x.shape);
                Kernels.Kernels.Current.BatchMatMul(gradient.Pointer, y.Pointer, dx.Pointer, new(batch, n, m, k),
                    TransposeOperand.Second);
                Give(x, dx);
            }

            if (y.requires_grad) // x^T [k, n] x dz [n, m]
            {
                var dy = torch.Tensor.Uninitialised(y.shape);
                Kernels.Kernels.Current.BatchMatMul(x.Pointer, gradient.Pointer, dy.Pointer, new(batch, k, n, m),
                    TransposeOperand.First);
                Give(y, dy);
            }
        }
    }

    internal sealed unsafe class TransposeNode(torch.Tensor x, int a, int b) : Node(x)
    {
        public static torch.Tensor Of(torch.Tensor x, int a, int b)
        {
            if (a > b)
                (a, b) = (b, a);
            long[] shape = [.. x.shape];
            (shape[a], shape[b]) = (shape[b], shape[a]);
            var y = torch.Tensor.Uninitialised(shape);
            if (a == b)
            {
                x.data<float>().CopyTo(y.data<float>());
                return y;
            }

            var (outer, first, rest) = Shapes.Around(x.shape, a);
            var (_, second, inner) = Shapes.Around(x.shape, b);
            int between = rest / second / inner;
            float* from = x.Pointer;
            float* to = y.Pointer;
            for (int o = 0; o < outer; o++)
            {
                for (int j = 0; j < second; j++)
                {
                    for (int m = 0; m < between; m++)
                    {
                        for (int i = 0; i < first; i++)
                        {
                            float* source = from + ((((long)o * first + i) * between + m) * second + j) * inner;
                            for (int e = 0; e < inner; e++)
                                *to++ = source[e];
                        }
                    }
                }
            }

            return y;
        }

        protected override void Backward(torch.Tensor output, torch.Tensor gradient) => Give(Inputs[0], Of(gradient, a, b));
    }
}
