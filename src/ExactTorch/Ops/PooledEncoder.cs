using ExactTorch.Autograd;
using ExactTorch.Kernels;
using ExactTorch.Memory;

namespace ExactTorch.Ops;

/// <summary>
/// mean over the set of relu(relu(x W1^T + b1) W2^T + b2), recognised from the three separate operations when nobody has read
/// the hidden layers. Neither hidden layer is ever stored: the forward pass keeps the pooled sums and one bit a hidden unit,
/// the backward pass computes the narrow first layer again. The bits are those of the separate operations.
/// </summary>
internal sealed unsafe class PooledEncoderNode : Node
{
    private readonly float scale;
    private readonly Storage mask;

    private PooledEncoderNode(LinearNode first, LinearNode second, float scale, Storage mask)
        : base(first.X, first.Weight, first.Bias!, second.Weight, second.Bias!)
    {
        this.scale = scale;
        this.mask = mask;
    }

    // Returned to the pool by the backward pass; by the finalizer of Storage where none is run.
    public static torch.Tensor? TryPool(torch.Tensor hidden, int axis, float scale)
    {
        if (axis != 1 || hidden.dim() != 3
            || LinearNode.Pending(hidden) is not { EndsWithRelu: true, Addend: null, Bias: not null } second
            || LinearNode.Pending(second.X) is not { EndsWithRelu: true, Addend: null, Bias: not null } first
            || first.X.requires_grad)
        {
            return null;
        }

        var y = torch.Tensor.Uninitialised(hidden.shape[0], hidden.shape[2]);
        bool records = Result.Records(first.Weight, first.Bias, second.Weight, second.Bias);
        var mask = records ? Storage.Rent(PooledEncoderSizes.MaskWords(second.X.Rows, y.LastDimension)) : null;
        Kernels.Kernels.Current.PooledEncoder(Arguments(first.X, first.Weight, first.Bias, second.Weight, second.Bias,
            (int)hidden.shape[1], scale), y.Pointer, mask == null ? null : (ushort*)mask.Address);
        return records ? Result.Recorded(y, new PooledEncoderNode(first, second, scale, mask!)) : y.Visible();
    }

    protected override bool Reads(int input) => true;

    protected override void Backward(torch.Tensor output, torch.Tensor gradient)
    {
        var (x, w1, b1, w2, b2) = (Inputs[0], Inputs[1], Inputs[2], Inputs[3], Inputs[4]);
        Kernels.Kernels.Current.PooledEncoderBackward(
            Arguments(x, w1, b1, w2, b2, (int)x.shape[1], scale),
            gradient.Pointer,
            (ushort*)mask.Address,
            GradientToAddTo(w1).AsMatrix(),
            GradientToAddTo(b1).Pointer,
            GradientToAddTo(w2).AsMatrix(),
            GradientToAddTo(b2).Pointer);
        mask.Release();
    }

    private static PooledEncoderSizes Arguments(torch.Tensor x, torch.Tensor w1, torch.Tensor b1, torch.Tensor w2,
        torch.Tensor b2, int setSize, float scale) =>
        new(x.AsMatrix(), w1.AsMatrix(), (nint)b1.Pointer, w2.AsMatrix(), (nint)b2.Pointer, setSize, scale);
}
