namespace WeightPred.Unit.ExactTorch;

public class NodeTests
{
    [Fact]
    public void A_result_read_after_its_inputs_changed_is_refused_every_time()
    {
        using var scope = NewDisposeScope();
        var (x, w) = (ones(1, 2), ones(3, 2));
        var y = linear(x, w);
        w.copy_(zeros(3, 2));
        for (int i = 0; i < 2; i++)
        {
            Assert.Contains("changed in place", Assert.Throws<InvalidOperationException>(() => y.ToArray()).Message,
                StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => cat([y, y], -1));
            Assert.Throws<InvalidOperationException>(() => relu(y).ToArray());
            Assert.Throws<InvalidOperationException>(() => (y + y).ToArray());
        }
    }

    [Fact]
    public void What_was_written_under_no_grad_is_not_recorded_later()
    {
        using var scope = NewDisposeScope();
        var w = ones(3, 2).requires_grad_();
        Tensor y;
        using (no_grad())
            y = linear(ones(1, 2), w);
        Assert.False(relu(y).requires_grad);
    }

    [Fact]
    public void Backward_twice_is_refused()
    {
        using var scope = NewDisposeScope();
        var loss = (ones(2).requires_grad_() * 2f).sum();
        loss.backward();
        Assert.Contains("earlier backward()", Assert.Throws<InvalidOperationException>(loss.backward).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_add_up_over_two_graphs()
    {
        using var scope = NewDisposeScope();
        var (w, v) = (ones(1, 2).requires_grad_(), ones(1, 2).requires_grad_());
        (w + v).sum().backward();
        linear(ones(1, 2), w).sum().backward();
        Assert.Equal([2f, 2f], w.grad!.ToArray());
        Assert.Equal([1f, 1f], v.grad!.ToArray());
    }

    // The first operand is changed; backward() is told where the operation's gradient needs it, as in PyTorch.
    [Theory]
    [InlineData(nameof(linear), true)]
    [InlineData("linear, its bias", false)]
    [InlineData("a layer with ReLU", true)]
    [InlineData("its result", true)]
    [InlineData("inside cat", true)]
    [InlineData("mean over a set", true)]
    [InlineData(nameof(mse_loss), true)]
    [InlineData("*", true)]
    [InlineData("* of a constant", false)]
    [InlineData("/", true)]
    [InlineData("+", false)]
    [InlineData(nameof(bmm), true)]
    [InlineData(nameof(relu), true)]
    [InlineData(nameof(softmax), true)]
    [InlineData("through a view", true)]
    public void A_tensor_that_backward_reads_must_not_change_before(string operation, bool refused)
    {
        using var scope = NewDisposeScope();
        var (a, b, bias) = (ones(1, 2, 2).requires_grad_(), ones(1, 2, 2).requires_grad_(), ones(2).requires_grad_());
        var (x, w, constant) = (ones(3, 2), ones(2, 2).requires_grad_(), ones(1, 2, 2));
        var hidden = relu(linear(x, w, bias));
        var (y, changed) = operation switch
        {
            nameof(linear) => (linear(linear(x, w), w), w),
            "linear, its bias" => (linear(x, w, bias), bias),
            "a layer with ReLU" => (linear(hidden, w), hidden),
            "its result" => (hidden, hidden),
            "inside cat" => Itself(cat([hidden, x], -1)),
            "mean over a set" => (relu(linear(relu(linear(constant, w, bias)), w, bias)).mean([1]), bias),
            nameof(mse_loss) => (mse_loss(a, constant), a),
            "*" => (b * a, a),
            "* of a constant" => (a * constant, a),
            "/" => (b / a, a),
            "+" => (a + b, a),
            nameof(bmm) => (bmm(a, b), a),
            nameof(relu) => Itself(relu(a)),
            nameof(softmax) => Itself(softmax(a, 1)),
            "through a view" => (a * b, a.detach()),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
        _ = y.data<float>();
        using (no_grad())
            changed.copy_(zeros(changed.shape));
        var loss = y.sum();
        if (refused)
            Assert.Contains("changed in place", Assert.Throws<InvalidOperationException>(loss.backward).Message,
                StringComparison.Ordinal);
        else
            loss.backward();

        static (Tensor, Tensor) Itself(Tensor result) => (result, result);
    }

    [Fact]
    public void A_copy_through_which_a_gradient_would_flow_is_refused()
    {
        using var scope = NewDisposeScope();
        var w = ones(2).requires_grad_();
        Assert.Contains("no_grad()", Assert.Throws<InvalidOperationException>(() => w.copy_(zeros(2))).Message,
            StringComparison.Ordinal);
        Assert.Contains("no_grad()", Assert.Throws<InvalidOperationException>(() => zeros(2).copy_(w)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_averaged_and_no_layer_is_of_size_0()
    {
        using var scope = NewDisposeScope();
        var none = zeros(0, 3);
        Refused(() => linear(zeros(4, 0), zeros(2, 0), ones(2)), "at least one input and one output; got weight [2, 0]");
        Refused(() => linear(zeros(4, 3), zeros(0, 3)), "got weight [0, 3]");
        Refused(() => nn.Linear(0, 2), "got 0 and 2");
        Refused(() => new WeightPred.Models.Mlp(2, 1, [0, 8]), "got 2 and 0");
        Refused(() => new WeightPred.Models.WeightPredictor(3, 1, embeddingSize: 0), "and 0");
        Refused(() => none.mean(), "over no elements is undefined: [0, 3]");
        Refused(() => none.mean([0]), "empty dimension");
        Refused(() => mse_loss(none, none), "over no elements is undefined: mse_loss of [0, 3]");

        static void Refused(Action action, string says) =>
            Assert.Contains(says, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    // As PyTorch has it.
    [Fact]
    public void A_batch_of_no_rows_gives_no_rows_and_gradients_of_zero()
    {
        using var scope = NewDisposeScope();
        var (w, b) = (ones(2, 3).requires_grad_(), ones(2).requires_grad_());
        var y = relu(linear(zeros(0, 3), w, b));
        Assert.Equal([0, 2], y.shape);
        y.sum().backward();
        Assert.Equal(new float[6], w.grad!.ToArray());
        Assert.Equal(new float[2], b.grad!.ToArray());
        Assert.Equal(new float[4], bmm(zeros(1, 2, 0), zeros(1, 0, 2)).ToArray());
        Assert.Equal(new float[3], zeros(0, 3).sum(0).ToArray());
    }
}
