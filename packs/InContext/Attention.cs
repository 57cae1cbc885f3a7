namespace InContext;

/// <summary>
/// One layer of self-attention with a residual connection, without biases: e + P V (K'q), where keys and values are those of the
/// context alone. Several heads stand side by side in front of P.
/// </summary>
public sealed class AttentionLayer : Module<Tensor, Tensor>
{
    private readonly int size;
    private readonly int heads;
    private readonly bool softmaxed;
    private readonly Module<Tensor, Tensor> query;
    private readonly Module<Tensor, Tensor> key;
    private readonly Module<Tensor, Tensor> value;
    private readonly Module<Tensor, Tensor> projection;

    /// <param name="size">Numbers of a token, and of a key.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="softmaxed">Whether a softmax over the context follows the scores.</param>
    public AttentionLayer(int size, int heads, bool softmaxed)
        : base(nameof(AttentionLayer))
    {
        this.size = size;
        this.heads = heads;
        this.softmaxed = softmaxed;
        query = Linear(size, heads * size, hasBias: false);
        key = Linear(size, heads * size, hasBias: false);
        value = Linear(size, heads * size, hasBias: false);
        projection = Linear(heads * size, size, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)                                            // [batch, context + 1, size]
    {
        var context = tokens.narrow(1, 0, tokens.shape[1] - 1);                              // [batch, context, size]
        var (queries, keys, values) = (query.call(tokens), key.call(context), value.call(context));
        return tokens + projection.call(cat([.. Enumerable.Range(0, heads).Select(Seen)], dim: 2));

        Tensor Seen(int head)                                                                // [batch, context + 1, size]
        {
            var scores = Part(queries, head).bmm(Part(keys, head).transpose(1, 2));          // [batch, context + 1, context]
            return (softmaxed ? softmax(scores, 2) : scores).bmm(Part(values, head));
        }
    }

    private Tensor Part(Tensor all, int head) => heads == 1 ? all : all.narrow(2, head * size, size);
}

/// <summary>One layer of attention, several times in a row; the answer is the last number of the last token.</summary>
public sealed class Transformer : Module<Tensor, Tensor>
{
    private readonly int times;
    private readonly Module<Tensor, Tensor> layer;

    /// <param name="size">Numbers of a token.</param>
    /// <param name="layers">How many layers; they share their weights.</param>
    /// <param name="heads">Heads of each.</param>
    /// <param name="softmaxed">Whether a softmax over the context follows the scores.</param>
    public Transformer(int size, int layers, int heads, bool softmaxed)
        : base(nameof(Transformer))
    {
        times = layers;
        layer = new AttentionLayer(size, heads, softmaxed);
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
