using ExactTorch.Autograd;
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
                /// Cross entropy in nats of softmax(input) under the probabilities of target, averaged over the rows: the mean of
                /// -sum of target * log_softmax(input), by D15.
                /// </summary>
                /// <param name="input">Scores, [examples, classes].</param>
                /// <param name="target">
                /// Probabilities of the same shape: where the class is known, 1 for it and 0 for the others.
                /// </param>
                /// <exception cref="ArgumentException">The shapes differ, are no matrices, or have no elements.</exception>
                public static Tensor cross_entropy(Tensor input, Tensor target)
                {
                    if (input.dim() != 2 || !Shapes.Same(input.shape, target.shape) || input.NumberOfElements == 0)
                    {
                        throw new ArgumentException(
                            "cross_entropy needs scores and probabilities of one shape, [examples, classes]; "
                            + $"got {Shapes.Text(input.shape)} and {Shapes.Text(target.shape)}.");
                    }

                    var loss = CrossEntropyNode.Of(input, target);
                    return Result.Records(input, target)
                        ? Result.Recorded(loss, new CrossEntropyNode(input, target))
                        : loss.Visible();
                }
            }
        }
    }
}

namespace ExactTorch.Ops
{
    internal sealed unsafe class CrossEntropyNode(torch.Tensor x, torch.Tensor t) : Node(x, t)
    {
        public static torch.Tensor Of(torch.Tensor x, torch.Tensor t)
        {
            int classes = x.LastDimension;
            using var losses = torch.Tensor.Uninitialised(x.Rows);
            for (int r = 0; r < x.Rows; r++)
            {
                float* row = x.Pointer + (nint)r * classes;
                float* p = t.Pointer + (nint)r * classes;
                var (max, sum) = Softmax(row, classes);
                float log = Kernels.Elementary.Log(sum), loss = 0f;
                for (int c = 0; c < classes; c++)
                    loss = Kernels.Scalar.Fma(p[c], (float)(log - (float)(row[c] - max)), loss);
                losses.Pointer[r] = loss;
            }

            var mean = torch.Tensor.Uninitialised();
            mean.Pointer[0] = (float)(Kernels.Kernels.Sum(losses.Pointer, losses.NumberOfElements) * (float)(1.0 / x.Rows));
            return mean;
        }

        protected override bool Reads(int input) => true;

        // dx = (softmax * sum of t - t) / rows; dt = -log softmax / rows
        protected override void Backward(torch.Tensor output, torch.Tensor gradient)
        {
            var (x, t) = (Inputs[0], Inputs[1]);
            var (dx, dt) = (torch.Tensor.Uninitialised(x.shape), torch.Tensor.Uninitialised(t.shape));
            int classes = x.LastDimension;
            float scale = (float)((float)(1.0 / x.Rows) * gradient.Pointer[0]);
            for (int r = 0; r < x.Rows; r++)
            {
                nint at = (nint)r * classes;
                float* row = x.Pointer + at;
                float* p = t.Pointer + at;
                var (max, sum) = Softmax(row, classes);
                float log = Kernels.Elementary.Log(sum), all = 0f;
                for (int c = 0; c < classes; c++)
                    all = (float)(all + p[c]);
                for (int c = 0; c < classes; c++)
                {
                    float d = (float)(row[c] - max), y = (float)(Kernels.Elementary.Exp(d) / sum);
                    dx.Pointer[at + c] = (float)(scale * Kernels.Scalar.Fma(y, all, -p[c]));
                    dt.Pointer[at + c] = (float)(scale * (float)(log - d));
                }
            }

            Give(x, dx);
            Give(t, dt);
        }

        // The largest score, and the sum of exp(score - largest) by index.
        private static (float Max, float Sum) Softmax(float* row, int classes)
        {
            float max = row[0], sum = 0f;
            for (int c = 1; c < classes; c++)
                max = row[c] > max ? row[c] : max;
            for (int c = 0; c < classes; c++)
                sum = (float)(sum + Kernels.Elementary.Exp((float)(row[c] - max)));
            return (max, sum);
        }
    }
}
