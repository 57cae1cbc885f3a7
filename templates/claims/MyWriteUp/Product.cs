[assembly: WriteUp("the title of the write-up", typeof(Laboratory<MyWriteUp.Product>))]

namespace MyWriteUp;

/// <summary>A network that is to learn the product of two numbers. Its properties are its knobs.</summary>
public sealed record Product : Recipe<Product>
{
    /// <summary>Hidden units; 0 leaves a linear map.</summary>
    public int Hidden { get; init; }

    // The name in tables and plots.
    protected override string Label => Hidden == 0 ? "no hidden layer" : $"{Hidden} hidden units";

    // Arms of one stream see the same data.
    protected override string Stream => "product";

    // For the estimate of the end.
    protected override TimeSpan TakesExample => TimeSpan.FromMicroseconds(1);

    protected override Module<Tensor, Tensor> Build() =>
        Hidden == 0 ? Linear(2, 1) : Sequential(Linear(2, Hidden), ReLU(), Linear(Hidden, 1));

    // Fresh examples each step: the same for every arm, other ones for the evaluation.
    protected override Examples Draw(Noise noise, Purpose purpose, long step, int batch)
    {
        var x = noise.Normal(purpose, 0, step, 1, batch, 2);
        return new(x, x.narrow(1, 0, 1) * x.narrow(1, 1, 1), answer => answer);
    }
}
