using ExactTorch.Kernels;
using ExactTorch.Modules;

namespace ExactTorch
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Stochastic gradient descent with momentum: no dampening, no Nesterov, as PyTorch's defaults.</summary>
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0) =>
                new(parameters, learningRate, momentum);
        }
    }
}

namespace ExactTorch.Modules
{
    /// <summary>Gradient descent by rule D14: b = momentum b + g, then p = p - lr b, each operation rounded.</summary>
    public sealed unsafe class SGD : Optimizer
    {
        private readonly float lr;
        private readonly float momentum;

        internal SGD(IEnumerable<Parameter> parameters, double lr, double momentum)
            : base(parameters, moments: 1) => (this.lr, this.momentum) = ((float)lr, (float)momentum);

        private protected override void Move(int i, torch.Tensor gradient)
        {
            var (kernels, count) = (Kernels.Kernels.Current, gradient.NumberOfElements);
            float* p = Parameters[i].Pointer, b = Moment(0, i).Pointer;
            kernels.Apply(Binary.Multiply, b, momentum, b, count);
            kernels.Apply(Binary.Add, b, gradient.Pointer, b, count);
            using var change = torch.Tensor.Uninitialised(gradient.shape);
            kernels.Apply(Binary.Multiply, b, lr, change.Pointer, count);
            kernels.Apply(Binary.Subtract, p, change.Pointer, p, count);
        }
    }
}
