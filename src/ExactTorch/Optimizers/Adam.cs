using ExactTorch.Kernels;
using ExactTorch.Modules;

namespace ExactTorch
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam (Kingma and Ba, 2015) with PyTorch's defaults.</summary>
            public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8) =>
                new(parameters, lr, beta1, beta2, eps, weightDecay: 0);

            /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019) and PyTorch's defaults.</summary>
            public static Adam AdamW(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 1e-2) => new(parameters, lr, beta1, beta2, eps, weight_decay);
        }
    }
}

namespace ExactTorch.Modules
{
    /// <summary>
    /// Adam by rule D8: the step's scalars in double on the host, everything else in float32 with written FMAs. With a weight
    /// decay each parameter shrinks first, by a factor that no moment sees.
    /// </summary>
    public sealed unsafe class Adam : Optimizer
    {
        private readonly double lr;
        private readonly double beta1;
        private readonly double beta2;
        private readonly double eps;
        private readonly double weightDecay;
        private double power1 = 1;
        private double power2 = 1;
        private AdamScalars scalars;

        internal Adam(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double weightDecay)
            : base(parameters, moments: 2) =>
            (this.lr, this.beta1, this.beta2, this.eps, this.weightDecay) = (lr, beta1, beta2, eps, weightDecay);

        /// <inheritdoc/>
        public override void Resume(int steps, IReadOnlyList<float[]> moments)
        {
            base.Resume(steps, moments);
            (power1, power2) = (1, 1);
            for (int i = 0; i < steps; i++)
                (power1, power2) = (power1 * beta1, power2 * beta2);
        }

        private protected override void Begin()
        {
            power1 *= beta1;
            power2 *= beta2;
            scalars = new(
                (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)(lr / (1 - power1)),
                (float)(1 / Math.Sqrt(1 - power2)),
                (float)eps);
        }

        private protected override void Move(int i, torch.Tensor gradient)
        {
            var (kernels, count) = (Kernels.Kernels.Current, gradient.NumberOfElements);
            float* p = Parameters[i].Pointer;
            if (weightDecay != 0)
                kernels.Apply(Binary.Multiply, p, (float)(1 - lr * weightDecay), p, count);
            kernels.Adam(p, gradient.Pointer, Moment(0, i).Pointer, Moment(1, i).Pointer, count, scalars);
        }
    }
}
