namespace WeightPred.Models.Engines;

/// <summary>
/// The plus sign of networks. TorchSharp's own makes a native Scalar 1 that nothing keeps alive during the native call, and its
/// finalizer may free it there while another thread collects garbage ("Expected false to be true ... toFloat"): seen once in some
/// 10^5 steps. This one lives as long as the process.
/// </summary>
public static class Sum
{
    private static readonly Scalar One = 1;

    public static Tensor Of(Tensor a, Tensor b) => a.add(b, One);
}
