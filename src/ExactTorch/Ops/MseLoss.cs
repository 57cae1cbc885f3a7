using ExactTorch.Autograd;
using ExactTorch.Kernels;
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
                /// <summary>Mean of (input - target)² over all elements, by D4;
                /// the gradient is 2 / count * (input - target).</summary>
                /// <exception cref="ArgumentException">The shapes differ (nothing
                /// is broadcast silently), or there are no elements.</exception>
                public static unsafe Tensor mse_loss(Tensor input, Tensor target)
                {
                    if (!Shapes.Same(input.shape, target.shape))
                        throw new ArgumentException(
                            $"mse_loss needs equal shapes; got {Shapes.Text(input.shape)} and {Shapes.Text(target.shape)}.");
                    if (input.NumberOfElements == 0)
                        throw new ArgumentException(
                            $"The mean over no elements is undefined: mse_loss of {Shapes.Text(input.shape)}.");
                    var loss = Tensor.Uninitialised();
                    loss.Pointer[0] = (float)(Kernels.Kernels.SumOfSquaredDifferences(input.Pointer, target.Pointer,
                        input.NumberOfElements) * (float)(1.0 / input.NumberOfElements));
                    return Result.Records(input, target) ? Result.Recorded(loss, new MseLossNode(input, target)) : loss.Visible();
                }
            }
        }
    }
}

namespace ExactTorch.Ops
{
    internal sealed unsafe class MseLossNode(torch.Tensor input, torch.Tensor target) : Node(input, target)
    {
        protected override bool Reads(int input) => true;

        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var (x, y) = (Inputs[0], Inputs[1]);
            float scale = (float)((float)(2.0 / x.NumberOfElements) * gradient.Pointer[0]);
            if (x.requires_grad)
                Give(x, Scaled(x, y, scale));
            if (y.requires_grad)
                Give(y, Scaled(y, x, scale));
        }

        private static torch.Tensor Scaled(torch.Tensor a, torch.Tensor b, float scale)
        {
            var d = torch.Tensor.Uninitialised(a.shape);
            Kernels.Kernels.Current.Apply(Binary.Subtract, a.Pointer, b.Pointer, d.Pointer, d.NumberOfElements);
            Kernels.Kernels.Current.Apply(Binary.Multiply, d.Pointer, scale, d.Pointer, d.NumberOfElements);
            return d;
        }
    }
}
