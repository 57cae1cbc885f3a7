using ExactTorch.Autograd;
using ExactTorch.Memory;
using ExactTorch.Ops;

namespace ExactTorch
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>exp(x - max) / sum of exp(x - max) along one dimension; the sum runs by index.</summary>
                public static Tensor softmax(Tensor input, long dim)
                {
                    var y = SoftmaxNode.Of(input, Shapes.Axis(dim, input.shape.Length));
                    return Result.Records(input)
                        ? Result.Recorded(y, new SoftmaxNode(input, Shapes.Axis(dim, input.shape.Length))) : y.Visible();
                }
            }
        }
    }
}

namespace ExactTorch.Ops
{
    internal sealed unsafe class SoftmaxNode(torch.Tensor x, int axis) : Node(x)
    {
        public static torch.Tensor Of(torch.Tensor x, int axis)
        {
            var y = torch.Tensor.Uninitialised(x.shape);
            var (outer, middle, inner) = Shapes.Around(x.shape, axis);
            for (int o = 0; o < outer; o++)
            {
                for (int i = 0; i < inner; i++)
                {
                    float* from = x.Pointer + (long)o * middle * inner + i;
                    float* to = y.Pointer + (long)o * middle * inner + i;
                    float max = from[0];
                    for (int n = 1; n < middle; n++)
                        max = from[(long)n * inner] > max ? from[(long)n * inner] : max;
                    float sum = 0f;
                    for (int n = 0; n < middle; n++)
                    {
                        float e = Kernels.Elementary.Exp((float)(from[(long)n * inner] - max));
                        to[(long)n * inner] = e;
                        sum = (float)(sum + e);
                    }

                    for (int n = 0; n < middle; n++)
                        to[(long)n * inner] = (float)(to[(long)n * inner] / sum);
                }
            }

            return y;
        }

        protected override bool ReadsOutput => true;

        // dx = y * (dy - sum of dy * y)
        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var dx = torch.Tensor.Uninitialised(output.shape);
            var (outer, middle, inner) = Shapes.Around(output.shape, axis);
            for (int o = 0; o < outer; o++)
            {
                for (int i = 0; i < inner; i++)
                {
                    long at = (long)o * middle * inner + i;
                    float* y = output.Pointer + at;
                    float* dy = gradient.Pointer + at;
                    float* d = dx.Pointer + at;
                    float dot = 0f;
                    for (int n = 0; n < middle; n++)
                        dot = Kernels.Scalar.Fma(dy[(long)n * inner], y[(long)n * inner], dot);
                    for (int n = 0; n < middle; n++)
                        d[(long)n * inner] = (float)(y[(long)n * inner] * (float)(dy[(long)n * inner] - dot));
                }
            }

            Give(Inputs[0], dx);
        }
    }
}
