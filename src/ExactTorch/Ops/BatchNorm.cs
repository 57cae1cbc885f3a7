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
                /// <summary>
                /// (x - mean) / sqrt(variance + eps) * weight + bias, column by column (D13). In training by the batch's own mean
                /// and biased variance, which move the running ones; else by the running ones.
                /// </summary>
                /// <param name="input">[batch, features]</param>
                /// <param name="running_mean">[features]; moved in training.</param>
                /// <param name="running_var">[features]; moved in training, by the unbiased variance.</param>
                /// <param name="weight">[features]</param>
                /// <param name="bias">[features]</param>
                /// <param name="training">Whether the batch's own moments are taken.</param>
                /// <param name="momentum">The batch's share in the running moments.</param>
                /// <param name="eps">Keeps the root from 0.</param>
                /// <exception cref="ArgumentException">The shapes do not fit, or one row is to give a variance.</exception>
                public static Tensor batch_norm(
                    Tensor input, Tensor running_mean, Tensor running_var, Tensor weight, Tensor bias, bool training = false,
                    double momentum = 0.1, double eps = 1e-5)
                {
                    Tensor[] columns = [running_mean, running_var, weight, bias];
                    if (input.dim() != 2 || Array.Exists(columns, c => c.dim() != 1 || c.shape[0] != input.shape[1]))
                        throw new ArgumentException(
                            $"batch_norm needs x [batch, features] and four tensors [features]; got {Shapes.Text(input.shape)} "
                            + $"and {string.Join(", ", columns.Select(c => Shapes.Text(c.shape)))}.");
                    if (training && input.shape[0] < 2)
                        throw new ArgumentException(
                            $"batch_norm needs 2 rows or more in training; got {Shapes.Text(input.shape)}.");
                    return BatchNormNode.Of(input, running_mean, running_var, weight, bias, training,
                        (float)momentum, (float)eps);
                }
            }
        }
    }
}

namespace ExactTorch.Ops
{
    /// <summary>y = fma(x - mean, inverse * weight, bias) with inverse = 1 / sqrt(variance + eps).</summary>
    internal sealed unsafe class BatchNormNode : Node
    {
        private readonly bool training;

        // Mean and inverse, [features] each, are inputs that ask for no gradient: the backward pass reads them.
        private BatchNormNode(torch.Tensor x, torch.Tensor weight, torch.Tensor bias, torch.Tensor mean,
            torch.Tensor inverse, bool training)
            : base(x, weight, bias, mean, inverse) => this.training = training;

        public static torch.Tensor Of(
            torch.Tensor x, torch.Tensor runningMean, torch.Tensor runningVariance, torch.Tensor weight,
            torch.Tensor bias, bool training,
            float momentum, float eps)
        {
            var kernels = Kernels.Kernels.Current;
            int features = checked((int)x.shape[1]);
            var (mean, inverse, scale) = (Column(features), Column(features), Column(features));
            if (training)
            {
                kernels.ColumnMoments(x.AsMatrix(), mean.Pointer, inverse.Pointer);
                Move(runningMean, mean, momentum, 1f);
                Move(runningVariance, inverse, momentum, (float)((double)x.Rows / (x.Rows - 1)));
            }
            else
            {
                runningMean.data<float>().CopyTo(mean.data<float>());
                runningVariance.data<float>().CopyTo(inverse.data<float>());
            }

            float* w = weight.Pointer, i = inverse.Pointer, s = scale.Pointer;
            for (int j = 0; j < features; j++)
            {
                i[j] = (float)(1f / MathF.Sqrt((float)(i[j] + eps)));
                s[j] = (float)(i[j] * w[j]);
            }

            var y = torch.Tensor.Uninitialised(x.shape);
            kernels.Normalise(x.AsMatrix(), mean.Pointer, scale.Pointer, bias.Pointer, y.Pointer);
            var result = Result.Records(x, weight, bias)
                ? Result.Recorded(y, new BatchNormNode(x, weight, bias, mean, inverse, training))
                : y.Visible();
            scale.Release();
            mean.Release();
            inverse.Release();
            return result;
        }

        // All but the bias.
        protected override bool Reads(int input) => input != 2;

        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var kernels = Kernels.Kernels.Current;
            var (x, weight, bias, mean, inverse) = (Inputs[0], Inputs[1], Inputs[2], Inputs[3], Inputs[4]);
            int features = checked((int)x.shape[1]);
            float share = (float)(1.0 / x.Rows);
            var (sum, product, scale, offset, slope) =
                (Column(features), Column(features), Column(features), Column(features), Column(features));
            kernels.NormalisedSums(gradient.AsMatrix(), x.AsMatrix(), mean.Pointer, sum.Pointer, product.Pointer);
            float* i = inverse.Pointer, w = weight.Pointer, s = sum.Pointer, t = product.Pointer;
            float* a = scale.Pointer, b = offset.Pointer, c = slope.Pointer;
            for (int j = 0; j < features; j++)
            {
                t[j] = (float)(t[j] * i[j]);                          // the gradient of the weight
                a[j] = (float)(i[j] * w[j]);
                b[j] = training ? -(float)(s[j] * share) : 0f;
                c[j] = training ? -(float)((float)(t[j] * i[j]) * share) : 0f;
            }

            if (x.requires_grad)
            {
                var dx = torch.Tensor.Uninitialised(x.shape);
                kernels.NormaliseBackward(
                    gradient.AsMatrix(), x.AsMatrix(), mean.Pointer, scale.Pointer, offset.Pointer, slope.Pointer, dx.Pointer);
                Give(x, dx);
            }

            Give(weight, product);
            Give(bias, sum);
            scale.Release();
            offset.Release();
            slope.Release();
        }

        private static torch.Tensor Column(int features) => torch.Tensor.Uninitialised(features);

        // running = fma(momentum, new - running, running)
        private static void Move(torch.Tensor running, torch.Tensor batch, float momentum, float times)
        {
            float* r = running.Pointer, b = batch.Pointer;
            for (long j = 0; j < running.NumberOfElements; j++)
                r[j] = Scalar.Fma(momentum, (float)((float)(b[j] * times) - r[j]), r[j]);
            running.Changed();
        }
    }
}
