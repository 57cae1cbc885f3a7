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
            public static Tensor operator +(Tensor left, Tensor right) =>
                LinearNode.TryAdd(left, right) ?? LinearNode.TryAdd(right, left) ?? BinaryNode.Of(Binary.Add, left, right);

            public static Tensor operator -(Tensor left, Tensor right) => BinaryNode.Of(Binary.Subtract, left, right);

            public static Tensor operator *(Tensor left, Tensor right) => BinaryNode.Of(Binary.Multiply, left, right);

            public static Tensor operator /(Tensor left, Tensor right) => BinaryNode.Of(Binary.Divide, left, right);

            public static Tensor operator +(Tensor left, float right) => ScalarNode.Of(Binary.Add, left, right);

            public static Tensor operator -(Tensor left, float right) => ScalarNode.Of(Binary.Subtract, left, right);

            public static Tensor operator *(Tensor left, float right) => ScalarNode.Of(Binary.Multiply, left, right);

            public static Tensor operator *(float left, Tensor right) => ScalarNode.Of(Binary.Multiply, right, left);

            public static Tensor operator /(Tensor left, float right) => ScalarNode.Of(Binary.Divide, left, right);

            public static Tensor operator -(Tensor value) => ScalarNode.Of(Binary.Multiply, value, -1f);

            /// <summary>x * x, the only power that the models need.</summary>
            public Tensor square() => this * this;
        }
    }
}

namespace ExactTorch.Ops
{
    /// <summary>x op y, rounded once an element. Shapes that differ are expanded first.</summary>
    internal sealed unsafe class BinaryNode(Binary op, torch.Tensor x, torch.Tensor y) : Node(x, y)
    {
        public static torch.Tensor Of(Binary op, torch.Tensor x, torch.Tensor y)
        {
            if (!Shapes.Same(x.shape, y.shape))
            {
                long[] shape = ExpandNode.Broadcast(x.shape, y.shape);
                x = x.expand(shape);
                y = y.expand(shape);
            }

            var z = torch.Tensor.Uninitialised(x.shape);
            Kernels.Kernels.Current.Apply(op, x.Pointer, y.Pointer, z.Pointer, z.NumberOfElements);
            return Result.Records(x, y) ? Result.Recorded(z, new BinaryNode(op, x, y)) : z.Visible();
        }

        protected override bool ReadsOutput => op == Binary.Divide && Inputs[1].requires_grad;

        protected override bool Reads(int input) => op switch
        {
            Binary.Multiply => Inputs[1 - input].requires_grad,
            Binary.Divide => input == 1,
            _ => false,
        };

        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var (x, y) = (Inputs[0], Inputs[1]);
            if (x.requires_grad)
            {
                Give(x, op switch
                {
                    Binary.Multiply => Apply(Binary.Multiply, gradient, y),
                    Binary.Divide => Apply(Binary.Divide, gradient, y),
                    _ => gradient.ShareAs(gradient.shape),
                });
            }

            if (!y.requires_grad)
                return;
            switch (op)
            {
                case Binary.Add:
                    Give(y, gradient.ShareAs(gradient.shape));
                    break;
                case Binary.Subtract:
                    Give(y, Scale(gradient, -1f));
                    break;
                case Binary.Multiply:
                    Give(y, Apply(Binary.Multiply, gradient, x));
                    break;
                default: // d(x / y)/dy = -(x / y) / y
                    var quotient = Apply(Binary.Divide, output, y);
                    var product = Apply(Binary.Multiply, gradient, quotient);
                    Give(y, Scale(product, -1f));
                    quotient.Release();
                    product.Release();
                    break;
            }
        }

        private static torch.Tensor Apply(Binary op, torch.Tensor x, torch.Tensor y)
        {
            var z = torch.Tensor.Uninitialised(x.shape);
            Kernels.Kernels.Current.Apply(op, x.Pointer, y.Pointer, z.Pointer, z.NumberOfElements);
            return z;
        }

        private static torch.Tensor Scale(torch.Tensor x, float s)
        {
            var z = torch.Tensor.Uninitialised(x.shape);
            Kernels.Kernels.Current.Apply(Binary.Multiply, x.Pointer, s, z.Pointer, z.NumberOfElements);
            return z;
        }
    }

    /// <summary>x op s, rounded once an element.</summary>
    internal sealed unsafe class ScalarNode(Binary op, torch.Tensor x, float s) : Node(x)
    {
        public static torch.Tensor Of(Binary op, torch.Tensor x, float s)
        {
            var z = torch.Tensor.Uninitialised(x.shape);
            Kernels.Kernels.Current.Apply(op, x.Pointer, s, z.Pointer, z.NumberOfElements);
            return Result.Records(x) ? Result.Recorded(z, new ScalarNode(op, x, s)) : z.Visible();
        }

        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            if (op is Binary.Add or Binary.Subtract)
            {
                Give(Inputs[0], gradient.ShareAs(gradient.shape));
                return;
            }

            var dx = torch.Tensor.Uninitialised(output.shape);
            Kernels.Kernels.Current.Apply(op, gradient.Pointer, s, dx.Pointer, dx.NumberOfElements);
            Give(Inputs[0], dx);
        }
    }
}
