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
            Assert.Contains("changed in place", Assert.Throws<InvalidOperationException>(() => y.ToArray()).Message, StringComparison.Ordinal);
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
        Assert.Contains("earlier backward()", Assert.Throws<InvalidOperationException>(loss.backward).Message, StringComparison.Ordinal);
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
}
