using static ExactTorch.torch;

namespace ExactTorch.Autograd;

/// <summary>One recorded operation: what it read, and how its result's gradient flows back.</summary>
internal abstract class Node
{
    [ThreadStatic]
    private static long next;

    private readonly int[] versions;
    private Tensor[]? inputs;
    private int outputVersion;

    protected Node(params Tensor[] inputs)
    {
        this.inputs = inputs;
        Sequence = next++;
        versions = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].Retain();
            versions[i] = inputs[i].Version;
        }
    }

    /// <summary>Operations of one thread in the order of their making; gradients flow in the opposite order.</summary>
    public long Sequence { get; }

    public Tensor[] Inputs => inputs
        ?? throw new InvalidOperationException("The graph was freed by an earlier backward(); run the forward pass again.");

    /// <summary>Whether <see cref="Backward"/> reads the values of its result.</summary>
    protected virtual bool ReadsOutput => false;

    /// <summary>Whether <see cref="Backward"/> reads the values of an input.</summary>
    protected virtual bool Reads(int input) => false;

    /// <summary>Takes note of the result's memory as it is.</summary>
    public void Made(Tensor output) => outputVersion = output.Version;

    /// <summary><see cref="Backward"/>, if what it reads is still what the operation read and made.</summary>
    /// <exception cref="InvalidOperationException">A tensor changed since.</exception>
    public void BackwardChecked(Tensor output, Tensor gradient)
    {
        if ((ReadsOutput && output.Version != outputVersion) || Enumerable.Range(0, versions.Length)
            .Any(i => Reads(i) && IsChanged(i)))
        {
            throw new InvalidOperationException(
                "backward() needs a tensor that was changed in place since the forward pass (copy_, an optimizer step?). "
                + "Call backward() before, or run the forward pass again.");
        }

        Backward(output, gradient);
    }

    /// <summary>Adds to the inputs' gradients what follows from <paramref name="output"/>'s.</summary>
    /// <param name="output">The tensor that this operation made.</param>
    /// <param name="gradient">Its gradient; left as it is.</param>
    protected abstract void Backward(Tensor output, Tensor gradient);

    /// <summary>Whether an input was changed in place since the operation was written down.</summary>
    protected bool IsChanged(int input) => Inputs[input].Version != versions[input];

    /// <summary>Drops the inputs.</summary>
    public void Release()
    {
        var held = inputs;
        inputs = null;
        if (held == null)
            return;
        foreach (var input in held)
            input.Release();
    }

    /// <summary>Gives <paramref name="input"/> a share of its gradient, and <paramref name="gradient"/> away.</summary>
    protected static void Give(Tensor input, Tensor gradient)
    {
        if (!input.requires_grad)
        {
            gradient.Release();
            return;
        }

        if (input.Gradient == null)
        {
            input.Gradient = gradient;
            return;
        }

        var sum = Tensor.Uninitialised(input.shape);
        unsafe
        {
            Kernels.Kernels.Current.Apply(Kernels.Binary.Add, input.Gradient.Pointer, gradient.Pointer, sum.Pointer,
                sum.NumberOfElements);
        }

        input.Gradient.Release();
        gradient.Release();
        input.Gradient = sum;
    }

    /// <summary>A gradient buffer to add to, zero at first, that no other gradient shares.</summary>
    protected static Tensor GradientToAddTo(Tensor input)
    {
        if (input.Gradient is { IsShared: true } shared)
        {
            var own = Tensor.Uninitialised(input.shape);
            shared.data<float>().CopyTo(own.data<float>());
            shared.Release();
            input.Gradient = own;
        }

        if (input.Gradient == null)
        {
            input.Gradient = Tensor.Uninitialised(input.shape);
            input.Gradient.data<float>().Clear();
        }

        return input.Gradient;
    }
}

/// <summary>An operation whose values are computed when somebody reads them, so that what follows may be fused with it.</summary>
internal abstract class DeferredNode : Node
{
    protected DeferredNode(params Tensor[] inputs)
        : base(inputs)
    {
    }

    /// <summary>Computes into the memory of <paramref name="output"/>.</summary>
    /// <exception cref="InvalidOperationException">An input changed since the operation was written down.</exception>
    public void ComputeChecked(Tensor output)
    {
        CheckInputs();
        Compute(output);
        if (!output.requires_grad)
            Release();
    }

    /// <exception cref="InvalidOperationException">An input changed since the operation was written down.</exception>
    public void CheckInputs()
    {
        for (int i = 0; i < Inputs.Length; i++)
        {
            if (IsChanged(i))
                throw new InvalidOperationException("A result is read after its inputs were changed in place (an optimizer "
                    + "step?). Read it before, or compute it again.");
        }
    }

    protected abstract void Compute(Tensor output);
}
