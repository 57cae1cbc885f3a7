using ExactTorch.Autograd;
using ExactTorch.Ops;

namespace ExactTorch
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>x &lt; 0 ? 0 : x, element by element; NaN passes.</summary>
                public static unsafe Tensor relu(Tensor x)
                {
                    if (LinearNode.TryEndWithRelu(x) is { } fused)
                        return fused;
                    var y = Tensor.Uninitialised(x.shape);
                    Kernels.Kernels.Current.Relu(x.Pointer, y.Pointer, y.NumberOfElements);
                    return Result.Records(x) ? Result.Recorded(y, new ReluNode(x)) : y.Visible();
                }
            }
        }
    }
}

namespace ExactTorch.Ops
{
    internal sealed unsafe class ReluNode(torch.Tensor x) : Node(x)
    {
        protected override bool ReadsOutput => true;

        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var dx = torch.Tensor.Uninitialised(output.shape);
            Kernels.Kernels.Current.ReluBackward(gradient.Pointer, output.Pointer, dx.Pointer, dx.NumberOfElements);
            Give(Inputs[0], dx);
        }
    }
}
