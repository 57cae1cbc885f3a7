using ExactTorch.Autograd;
using static ExactTorch.torch;

namespace ExactTorch.Ops;

/// <summary>How operations hand over their results.</summary>
internal static class Result
{
    /// <summary>Whether an operation on these inputs must be recorded.</summary>
    public static bool Records(params ReadOnlySpan<Tensor?> inputs)
    {
        if (NoGradScope.IsOpen)
            return false;
        foreach (var input in inputs)
        {
            if (input is { requires_grad: true })
                return true;
        }

        return false;
    }

    /// <summary>A computed result that is recorded.</summary>
    public static Tensor Recorded(Tensor result, Node creator)
    {
        result.requires_grad = true;
        result.Creator = creator;
        creator.Made(result);
        return result.Visible();
    }

    /// <summary>A result that is computed when it is read.</summary>
    public static Tensor Deferred(long[] shape, DeferredNode creator, bool records)
    {
        var result = new Tensor(shape, storage: null) { requires_grad = records, Creator = creator };
        return result.Visible();
    }
}
