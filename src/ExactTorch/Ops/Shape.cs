using ExactTorch.Autograd;
using ExactTorch.Memory;
using ExactTorch.Ops;

namespace ExactTorch
{
    public static partial class torch
    {
        public unsafe partial class Tensor
        {
            /// <summary>The same elements in another shape; one size may be -1.</summary>
            /// <exception cref="ArgumentException">The number of elements differs.</exception>
            public Tensor reshape(params long[] shape)
            {
                var y = ShareAs(Shapes.Resolve(shape, NumberOfElements));
                return Result.Records(this) ? Result.Recorded(y, new ReshapeNode(this)) : y.Visible();
            }

            /// <inheritdoc cref="reshape"/>
            public Tensor view(params long[] shape) => reshape(shape);

            /// <summary>Without the dimension <paramref name="dim"/>, which must have size 1.</summary>
            public Tensor squeeze(long dim)
            {
                int axis = Shapes.Axis(dim, shape.Length);
                if (shape[axis] != 1)
                    throw new ArgumentException($"Dimension {dim} of {Shapes.Text(shape)} is not 1.");
                return reshape([.. shape[..axis], .. shape[(axis + 1)..]]);
            }

            /// <summary>With a dimension of size 1 before <paramref name="dim"/>.</summary>
            public Tensor unsqueeze(long dim)
            {
                int axis = Shapes.Axis(dim, shape.Length + 1);
                return reshape([.. shape[..axis], 1, .. shape[axis..]]);
            }

            /// <summary>Dimensions from <paramref name="start_dim"/> on as one.</summary>
            public Tensor flatten(long start_dim = 0) => reshape([.. shape[..Shapes.Axis(start_dim, shape.Length)], -1]);

            /// <summary>The same values, cut off from the recorded operations.</summary>
            public Tensor detach() => ShareAs(shape).Visible();

            /// <summary>A copy.</summary>
            public Tensor clone()
            {
                var y = Uninitialised(shape);
                data<float>().CopyTo(y.data<float>());
                return Result.Records(this) ? Result.Recorded(y, new ReshapeNode(this)) : y.Visible();
            }

            /// <summary>Overwrites this tensor with the values of one of the same shape.</summary>
            /// <exception cref="InvalidOperationException">A gradient would
            /// have to flow through it: it is not recorded.</exception>
            public Tensor copy_(Tensor source)
            {
                if (Result.Records(this, source))
                    throw new InvalidOperationException(
                        "copy_ is not recorded: change a tensor that requires a gradient under no_grad().");
                if (!Shapes.Same(shape, source.shape))
                    throw new ArgumentException(
                        $"copy_ needs equal shapes; got {Shapes.Text(source.shape)} for {Shapes.Text(shape)}.");
                source.data<float>().CopyTo(data<float>());
                Changed();
                return this;
            }
        }
    }
}

namespace ExactTorch.Ops
{
    internal sealed class ReshapeNode(torch.Tensor x) : Node(x)
    {
        protected override void Backward(torch.Tensor output, torch.Tensor gradient) =>
            Give(Inputs[0], gradient.ShareAs(Inputs[0].shape));
    }
}
