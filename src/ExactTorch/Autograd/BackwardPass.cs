using static ExactTorch.torch;

namespace ExactTorch.Autograd;

/// <summary>Reverse-mode differentiation over the recorded operations, newest first.</summary>
internal static class BackwardPass
{
    [ThreadStatic]
    private static List<Tensor>? spare;

    public static void Run(Tensor root)
    {
        if (root.NumberOfElements != 1)
            throw new InvalidOperationException(
                $"backward() starts from one number; this tensor has shape {Memory.Shapes.Text(root.shape)}.");
        if (!root.requires_grad || root.Creator == null)
            throw new InvalidOperationException("backward() found no recorded operations: nothing here requires a gradient, or "
                + "the graph was freed by an earlier backward().");

        var order = spare ?? [];
        spare = null;
        Collect(root, order);
        order.Sort(static (a, b) => b.Creator!.Sequence.CompareTo(a.Creator!.Sequence));

        var one = Tensor.Uninitialised(root.shape);
        one.data<float>()[0] = 1f;
        root.Gradient = one;
        foreach (var tensor in order)
        {
            if (tensor.Gradient is { } gradient)
            {
                tensor.Creator!.BackwardChecked(tensor, gradient);
                tensor.Gradient = null;
                gradient.Release();
            }

            // A deferred tensor that nobody read keeps its operation, should somebody still read it.
            if (!tensor.IsDeferred)
            {
                tensor.Creator!.Release();
                tensor.Creator = null;
            }
        }

        foreach (var tensor in order)
            tensor.Release();
        order.Clear();
        spare = order;
    }

    private static void Collect(Tensor root, List<Tensor> order)
    {
        root.Retain();
        order.Add(root);
        for (int next = 0; next < order.Count; next++)
        {
            foreach (var input in order[next].Creator!.Inputs)
            {
                if (input.Creator == null || !input.requires_grad || order.Contains(input))
                    continue;
                input.Retain();
                order.Add(input);
            }
        }
    }
}

/// <summary>While open, operations on this thread are not recorded.</summary>
public sealed class NoGradScope : IDisposable
{
    [ThreadStatic]
    private static int depth;

    internal NoGradScope() => depth++;

    internal static bool IsOpen => depth > 0;

    public void Dispose() => depth--;
}
