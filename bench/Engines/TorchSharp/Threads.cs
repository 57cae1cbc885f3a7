namespace WeightPred.Bench;

/// <summary>Threads inside a training step.</summary>
internal static class Threads
{
    /// <summary>How many libtorch uses for operations that the calling thread starts.</summary>
    public static void Use(int count) => set_num_threads(count);
}
