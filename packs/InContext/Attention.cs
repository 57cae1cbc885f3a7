namespace InContext;

/// <summary>
/// One layer of self-attention with one head and a residual connection, without biases: e + P V (K'q), where keys and values are
/// those of the context alone.
/// </summary>
public sealed class AttentionLayer : Module<Tensor, Tensor>
{
    private readonly bool softmaxed;
    private readonly Module<Tensor, Tensor> query;
    private readonly Module<Tensor, Tensor> key;
    private readonly Module<Tensor, Tensor> value;
    private readonly Module<Tensor, Tensor> projection;

    /// <param name="size">Numbers of a token.</param>
    /// <param name="softmaxed">Whether a softmax over the context follows the scores.</param>
    public AttentionLayer(int size, bool softmaxed)
        : base(nameof(AttentionLayer))
    {
        this.softmaxed = softmaxed;
        query = Linear(size, size, hasBias: false);
        key = Linear(size, size, hasBias: false);
        value = Linear(size, size, hasBias: false);
        projection = Linear(size, size, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)                                            // [batch, context + 1, size]
    {
        var context = tokens.narrow(1, 0, tokens.shape[1] - 1);                              // [batch, context, size]
        var scores = query.call(tokens).bmm(key.call(context).transpose(1, 2));              // [batch, context + 1, context]
        if (softmaxed)
            scores = softmax(scores, 2);
        return tokens + projection.call(scores.bmm(value.call(context)));
    }
}

/// <summary>One layer of attention, several times in a row; the answer is the last number of the last token.</summary>
public sealed class Transformer : Module<Tensor, Tensor>
{
    private readonly int times;
    private readonly Module<Tensor, Tensor> layer;

    /// <param name="size">Numbers of a token.</param>
    /// <param name="layers">How many layers; they share their weights.</param>
    /// <param name="softmaxed">Whether a softmax over the context follows the scores.</param>
    public Transformer(int size, int layers, bool softmaxed)
        : base(nameof(Transformer))
    {
        times = layers;
        layer = new AttentionLayer(size, softmaxed);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)                                            // [batch, context + 1, size]
    {
        long last = tokens.shape[1] - 1, answer = tokens.shape[2] - 1;
        for (int i = 0; i < times; i++)
            tokens = layer.call(tokens);
        return tokens.narrow(1, last, 1).narrow(2, answer, 1).reshape(-1, 1);                // [batch, 1]
    }
}
