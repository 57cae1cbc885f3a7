using ExactTorch.Modules;
using static ExactTorch.torch;

namespace ExactTorch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Batch normalisation of [batch, features].</summary>
            public static BatchNorm1d BatchNorm1d(long features, double eps = 1e-5, double momentum = 0.1) =>
                new(features, eps, momentum);
        }
    }
}

namespace ExactTorch.Modules
{
    /// <summary>Batch normalisation (Ioffe and Szegedy, 2015) with PyTorch's names, defaults and order.
    /// x and result: [batch, features].</summary>
    public sealed class BatchNorm1d : nn.Module<Tensor, Tensor>
    {
        private readonly double eps;
        private readonly double momentum;

        internal BatchNorm1d(long features, double eps, double momentum)
            : base(nameof(BatchNorm1d))
        {
            (this.eps, this.momentum) = (eps, momentum);
            weight = new Parameter(Filled(features, 1f));
            bias = new Parameter(Filled(features, 0f));
            running_mean = Filled(features, 0f);
            running_var = Filled(features, 1f);
            register_parameter("weight", weight);
            register_parameter("bias", bias);
            register_buffer("running_mean", running_mean);
            register_buffer("running_var", running_var);
        }

        /// <summary>[features], 1 at first.</summary>
        public Parameter weight { get; }

        /// <summary>[features], 0 at first.</summary>
        public Parameter bias { get; }

        /// <summary>[features], 0 at first; what evaluation subtracts.</summary>
        public Tensor running_mean { get; }

        /// <summary>[features], 1 at first; what evaluation divides by the root of.</summary>
        public Tensor running_var { get; }

        public override Tensor forward(Tensor input) =>
            nn.functional.batch_norm(input, running_mean, running_var, weight, bias, training, momentum, eps);

        protected override void RegisterComponents()
        {
            // Registered by the constructor, under PyTorch's names.
        }

        private static Tensor Filled(long features, float value)
        {
            var tensor = Tensor.Uninitialised(features);
            tensor.data<float>().Fill(value);
            return tensor;
        }
    }
}
