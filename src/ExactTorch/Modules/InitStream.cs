using ExactTorch.Rng;

namespace ExactTorch
{
    public static partial class torch
    {
        /// <summary>Starts this thread's sequence of initial weights anew.</summary>
        public static void manual_seed(long seed) => Modules.InitStream.Restart(new RandomStream($"manual_seed/{seed}", 0));
    }
}

namespace ExactTorch.Modules
{
    /// <summary>Stream of the initial weights of new layers on this thread: one tensor index after the other.</summary>
    internal static class InitStream
    {
        [ThreadStatic]
        private static RandomStream? stream;

        [ThreadStatic]
        private static int next;

        public static void Restart(RandomStream from)
        {
            stream = from;
            next = 0;
        }

        public static torch.Tensor Uniform(long[] shape, float low, float high)
        {
            stream ??= new RandomStream("manual_seed/0", 0);
            var tensor = torch.Tensor.Uninitialised(shape);
            stream.FillUniform(tensor, Purpose.Init, next++, 0, low, high);
            return tensor;
        }
    }
}
