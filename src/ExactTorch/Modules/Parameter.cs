namespace ExactTorch.Modules;

/// <summary>A tensor that an optimizer changes.</summary>
public sealed class Parameter : torch.Tensor
{
    /// <summary>Takes over the memory of <paramref name="data"/>.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(data)
    {
        this.requires_grad = requires_grad;
    }
}
