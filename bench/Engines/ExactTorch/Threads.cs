namespace WeightPred.Bench;

/// <summary>Threads inside a training step.</summary>
internal static class Threads
{
    /// <summary>Nothing to choose: the embedded engine trains a seed on one thread.</summary>
    public static void Use(int count) => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
}
