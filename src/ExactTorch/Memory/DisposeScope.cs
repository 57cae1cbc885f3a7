namespace ExactTorch;

/// <summary>Disposes every tensor made on this thread since it was opened, unless it was moved out.</summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? current;

    private readonly DisposeScope? outer;
    private readonly List<torch.Tensor> tensors;

    [ThreadStatic]
    private static Stack<List<torch.Tensor>>? spare;

    internal DisposeScope()
    {
        outer = current;
        current = this;
        tensors = (spare ??= new()).TryPop(out var list) ? list : [];
    }

    internal static DisposeScope? Current => current;

    internal void Add(torch.Tensor tensor) => tensors.Add(tensor);

    /// <summary>Lets a tensor live as long as the next outer scope, or for good where there is none.</summary>
    public torch.Tensor MoveToOuter(torch.Tensor tensor)
    {
        if (tensors.Remove(tensor))
            outer?.Add(tensor);
        return tensor;
    }

    /// <summary>Leaves a tensor to its holder.</summary>
    public torch.Tensor Detach(torch.Tensor tensor)
    {
        tensors.Remove(tensor);
        return tensor;
    }

    public void Dispose()
    {
        if (current != this)
            throw new InvalidOperationException(
                "Dispose scopes must be closed in the reverse order of their opening, on the thread that opened them.");
        current = outer;
        foreach (var tensor in tensors)
            tensor.Dispose();
        tensors.Clear();
        spare!.Push(tensors);
    }
}

public static partial class torch
{
    /// <summary>Opens a scope that disposes the tensors made inside it.</summary>
    public static DisposeScope NewDisposeScope() => new();

    public unsafe partial class Tensor
    {
        /// <inheritdoc cref="DisposeScope.MoveToOuter"/>
        public Tensor MoveToOuterDisposeScope() => DisposeScope.Current?.MoveToOuter(this) ?? this;

        /// <inheritdoc cref="DisposeScope.Detach"/>
        public Tensor DetachFromDisposeScope() => DisposeScope.Current?.Detach(this) ?? this;
    }
}
