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
                /// <summary>x W^T + b. x: [..., inputs]; weight: [outputs, inputs];
                /// bias: [outputs] or null; result: [..., outputs].</summary>
                /// <exception cref="ArgumentException">The shapes do not fit; the message names them.</exception>
                public static Tensor linear(Tensor input, Tensor weight, Tensor? bias = null)
                {
                    if (weight.dim() != 2 || input.dim() < 1 || input.shape[^1] != weight.shape[1])
                        throw new ArgumentException($"linear needs x [..., inputs] and weight [outputs, inputs]; got "
                            + $"{Shapes.Text(input.shape)} and {Shapes.Text(weight.shape)}.");
                    if (weight.NumberOfElements == 0)
                        throw new ArgumentException(
                            $"linear needs at least one input and one output; got weight {Shapes.Text(weight.shape)}.");
                    if (bias is not null && (bias.dim() != 1 || bias.shape[0] != weight.shape[0]))
                        throw new ArgumentException($"linear needs bias [outputs]; got {Shapes.Text(bias.shape)} for weight "
                            + $"{Shapes.Text(weight.shape)}.");
                    long[] shape = [.. input.shape];
                    shape[^1] = weight.shape[0];
                    return LinearNode.Defer(shape, input, weight, bias, addend: null, relu: false);
                }
            }
        }
    }
}

namespace ExactTorch.Ops
{
    /// <summary>
    /// y = end(x W^T + b + addend), end = ReLU or nothing. Deferred: a ReLU or an addition that follows becomes its last step,
    /// and a mean over a set becomes <see cref="PooledEncoderNode"/>. The bits are those of the separate operations.
    /// </summary>
    internal sealed unsafe class LinearNode : DeferredNode
    {
        private readonly bool hasBias;
        private readonly bool hasAddend;

        private LinearNode(torch.Tensor[] inputs, bool hasBias, bool hasAddend, bool relu)
            : base(inputs)
        {
            this.hasBias = hasBias;
            this.hasAddend = hasAddend;
            EndsWithRelu = relu;
        }

        public torch.Tensor X => Inputs[0];

        public torch.Tensor Weight => Inputs[1];

        public torch.Tensor? Bias => hasBias ? Inputs[2] : null;

        public torch.Tensor? Addend => hasAddend ? Inputs[^1] : null;

        public bool EndsWithRelu { get; }

        public static torch.Tensor Defer(long[] shape, torch.Tensor x, torch.Tensor weight, torch.Tensor? bias,
            torch.Tensor? addend, bool relu)
        {
            torch.Tensor[] inputs = (bias, addend) switch
            {
                (null, null) => [x, weight],
                (null, _) => [x, weight, addend],
                (_, null) => [x, weight, bias],
                _ => [x, weight, bias, addend],
            };
            var node = new LinearNode(inputs, bias is not null, addend is not null, relu);
            return Result.Deferred(shape, node, Result.Records(inputs));
        }

        /// <summary>The same operation with a ReLU at its end, if <paramref name="y"/> is one that nobody has read yet.</summary>
        public static torch.Tensor? TryEndWithRelu(torch.Tensor y) => Pending(y) is { EndsWithRelu: false } op
            ? Defer(y.shape, op.X, op.Weight, op.Bias, op.Addend, relu: true)
            : null;

        /// <summary>The same operation with <paramref name="addend"/> added at its end.</summary>
        public static torch.Tensor? TryAdd(torch.Tensor y, torch.Tensor addend) =>
            Pending(y) is { EndsWithRelu: false, hasAddend: false } op && Shapes.Same(y.shape, addend.shape)
                ? Defer(y.shape, op.X, op.Weight, op.Bias, addend, relu: false)
                : null;

        /// <summary>The operation behind a tensor whose values nobody has read yet, if it is recorded or need not be.</summary>
        /// <exception cref="InvalidOperationException">Its inputs changed since it was written down.</exception>
        public static LinearNode? Pending(torch.Tensor y)
        {
            if (!y.IsDeferred || y.Creator is not LinearNode op)
                return null;
            op.CheckInputs();

            // Written down under no_grad: an operation made of it must not record what it did not.
            return y.requires_grad || NoGradScope.IsOpen
                || Array.TrueForAll(op.Inputs, static input => !input.requires_grad) ? op : null;
        }

        protected override void Compute(torch.Tensor output) => Kernels.Kernels.Current.Linear(
            X.AsMatrix(), Weight.AsMatrix(), Bias is { } b ? b.Pointer : null, Addend is { } a ? a.AsMatrix() : Matrix.None,
            output.AsMatrix(), EndsWithRelu);

        protected override bool ReadsOutput => EndsWithRelu;

        protected override bool Reads(int input) => input < 2 && Inputs[1 - input].requires_grad;

        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var x = X;
            bool needsX = x.requires_grad;
            bool needsAddend = Addend is { requires_grad: true };
            var dx = needsX ? torch.Tensor.Uninitialised(x.shape) : null;
            var dz = needsAddend ? torch.Tensor.Uninitialised(output.shape) : null;
            var earlier = needsX ? x.Gradient : null;
            Kernels.Kernels.Current.LinearBackward(
                gradient.AsMatrix(),
                EndsWithRelu ? output.AsMatrix() : Matrix.None,
                x.AsMatrix(),
                Weight.AsMatrix(),
                dx is null ? Matrix.None : dx.AsMatrix(),
                earlier is null ? Matrix.None : earlier.AsMatrix(),
                Weight.requires_grad ? GradientToAddTo(Weight).AsMatrix() : Matrix.None,
                Bias is { requires_grad: true } b ? GradientToAddTo(b).Pointer : null,
                dz is null ? Matrix.None : dz.AsMatrix());
            if (dx is not null)
            {
                earlier?.Release();
                x.Gradient = dx;
            }

            if (dz is not null)
                Give(Addend!, dz);
        }
    }
}
