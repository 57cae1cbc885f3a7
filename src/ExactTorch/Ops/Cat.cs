using ExactTorch.Autograd;
using ExactTorch.Memory;
using ExactTorch.Ops;

namespace ExactTorch
{
    public static partial class torch
    {
        /// <summary>Joins tensors along one dimension; their other dimensions are equal.</summary>
        /// <exception cref="ArgumentException">No tensors, or shapes that do not fit; the message names them.</exception>
        public static unsafe Tensor cat(IList<Tensor> tensors, long dim = 0)
        {
            if (tensors.Count == 0)
                throw new ArgumentException("cat needs at least one tensor.");
            int axis = Shapes.Axis(dim, tensors[0].shape.Length);
            long[] shape = [.. tensors[0].shape];
            shape[axis] = 0;
            foreach (var part in tensors)
            {
                long[] others = [.. part.shape];
                if (others.Length == shape.Length)
                    others[axis] = shape[axis];
                if (!Shapes.Same(others, shape))
                    throw new ArgumentException($"cat along {dim} needs equal shapes elsewhere; got "
                        + $"{string.Join(", ", tensors.Select(t => Shapes.Text(t.shape)))}.");
                shape[axis] += part.shape[axis];
            }

            var y = Tensor.Uninitialised(shape);
            var (outer, middle, inner) = Shapes.Around(shape, axis);
            bool lastAxis = axis == shape.Length - 1;
            long at = 0;
            foreach (var part in tensors)
            {
                long run = part.shape[axis] * inner;
                if (lastAxis && part.IsDeferred)
                    part.ComputeInside(y, (int)at);
                else
                    NarrowNode.Copy(part.Pointer, run, 0, y.Pointer, (long)middle * inner, at, outer, run);
                at += run;
            }

            var inputs = tensors.ToArray();
            return Result.Records(inputs) ? Result.Recorded(y, new CatNode(inputs, axis)) : y.Visible();
        }
    }
}

namespace ExactTorch.Ops
{
    internal sealed unsafe class CatNode(torch.Tensor[] parts, int axis) : Node(parts)
    {
        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            bool lastAxis = axis == output.shape.Length - 1;
            var (outer, middle, inner) = Shapes.Around(output.shape, axis);
            long at = 0;
            foreach (var part in Inputs)
            {
                long run = part.shape[axis] * inner;
                if (part.requires_grad && lastAxis)
                {
                    Give(part, gradient.ShareColumns((int)at, (int)run));
                }
                else if (part.requires_grad)
                {
                    var share = torch.Tensor.Uninitialised(part.shape);
                    NarrowNode.Copy(gradient.Pointer, (long)middle * inner, at, share.Pointer, run, 0, outer, run);
                    Give(part, share);
                }

                at += run;
            }
        }
    }
}
