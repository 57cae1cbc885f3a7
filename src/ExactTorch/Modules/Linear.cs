using ExactTorch.Modules;
using static ExactTorch.torch;

namespace ExactTorch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x W^T + b with W: [outputSize, inputSize].</summary>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true) =>
                new(inputSize, outputSize, hasBias);
        }
    }
}

namespace ExactTorch.Modules
{
    /// <summary>x W^T + b. x: [..., inputs]; result: [..., outputs].</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        /// <summary>Initialised as in PyTorch: weight and bias from U[-1/sqrt(inputs), 1/sqrt(inputs)).</summary>
        /// <exception cref="ArgumentException">A size is 0.</exception>
        public Linear(long inputSize, long outputSize, bool hasBias = true)
            : base(nameof(Linear))
        {
            if (inputSize < 1 || outputSize < 1)
                throw new ArgumentException(
                    $"A linear layer needs at least one input and one output; got {inputSize} and {outputSize}.");
            float bound = (float)(1.0 / Math.Sqrt(inputSize));
            weight = new Parameter(InitStream.Uniform([outputSize, inputSize], -bound, bound));
            register_parameter("weight", weight);
            if (hasBias)
            {
                bias = new Parameter(InitStream.Uniform([outputSize], -bound, bound));
                register_parameter("bias", bias);
            }
        }

        /// <summary>[outputs, inputs]</summary>
        public Parameter weight { get; }

        /// <summary>[outputs], or null.</summary>
        public Parameter? bias { get; }

        public override Tensor forward(Tensor input) => nn.functional.linear(input, weight, bias);

        protected override void RegisterComponents()
        {
            // Registered by the constructor, under PyTorch's names.
        }
    }
}
