namespace WeightPred.Unit.ExactTorch;

public class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_inside_unless_it_was_moved_out()
    {
        Tensor lost, moved, detached;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                lost = ones(2);
                moved = ones(2).MoveToOuterDisposeScope();
                detached = ones(2).DetachFromDisposeScope();
            }

            Assert.Throws<ObjectDisposedException>(() => lost.ToArray());
            Assert.Equal([1f, 1f], moved.ToArray());
        }

        Assert.Throws<ObjectDisposedException>(() => moved.ToArray());
        Assert.Equal([1f, 1f], detached.ToArray());
        detached.Dispose();
    }
}
