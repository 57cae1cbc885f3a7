using ExactTorch.Kernels;
using ExactTorch.Modules;

namespace ExactTorch
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam (Kingma and Ba, 2015) with PyTorch's defaults.</summary>
            public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8) =>
                new(parameters, lr, beta1, beta2, eps);
        }
    }
}

namespace ExactTorch.Modules
{
    /// <summary>Adam by rule D8: the step's scalars in double on the host, everything else in float32 with written FMAs.</summary>
    public sealed unsafe class Adam : IDisposable
    {
        private readonly Parameter[] parameters;
        private readonly torch.Tensor[] first;
        private readonly torch.Tensor[] second;
        private readonly double lr;
        private readonly double beta1;
        private readonly double beta2;
        private readonly double eps;
        private double power1 = 1;
        private double power2 = 1;

        internal Adam(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps)
        {
            this.parameters = [.. parameters];
            (this.lr, this.beta1, this.beta2, this.eps) = (lr, beta1, beta2, eps);
            first = [.. this.parameters.Select(Zeros)];
            second = [.. this.parameters.Select(Zeros)];
        }

        /// <summary>Forgets the gradients of all parameters.</summary>
        public void zero_grad()
        {
            foreach (var parameter in parameters)
                parameter.ForgetGradient();
        }

        /// <summary>Changes every parameter that has a gradient.</summary>
        public void step()
        {
            power1 *= beta1;
            power2 *= beta2;
            var scalars = new AdamScalars((float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)(lr / (1 - power1)), (float)(1 / Math.Sqrt(1 - power2)), (float)eps);
            for (int i = 0; i < parameters.Length; i++)
            {
                if (parameters[i].Gradient is not { } gradient)
                    continue;
                Kernels.Kernels.Current.Adam(parameters[i].Pointer, gradient.Pointer, first[i].Pointer, second[i].Pointer, gradient.NumberOfElements, scalars);
                parameters[i].Changed();
            }
        }

        /// <summary>First and second moments of all parameters, in their order.</summary>
        public IReadOnlyList<float[]> Moments => [.. first.Concat(second).Select(moment => moment.ToArray())];

        /// <summary>Goes on after <paramref name="steps"/> steps with the moments they left.</summary>
        /// <exception cref="ArgumentException">The moments are those of other parameters.</exception>
        public void Resume(int steps, IReadOnlyList<float[]> moments)
        {
            (power1, power2) = (1, 1);
            for (int i = 0; i < steps; i++)
                (power1, power2) = (power1 * beta1, power2 * beta2);
            torch.Tensor[] all = [.. first, .. second];
            if (!all.Select(moment => moment.NumberOfElements).SequenceEqual(moments.Select(values => values.LongLength)))
                throw new ArgumentException("These are the moments of other parameters.", nameof(moments));
            foreach (var (moment, values) in all.Zip(moments))
                values.CopyTo(moment.data<float>());
        }

        public void Dispose()
        {
            foreach (var moment in first.Concat(second))
                moment.Dispose();
        }

        private static torch.Tensor Zeros(Parameter parameter)
        {
            var zeros = torch.Tensor.Uninitialised(parameter.shape);
            zeros.data<float>().Clear();
            return zeros;
        }
    }
}
