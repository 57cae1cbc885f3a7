using ExactTorch.Rng;

namespace WeightPred.Unit.Engine;

/// <summary>The byte counter is the process's: nothing else may run beside its tests.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

[Collection(nameof(Alone))]
public class Memory_stays_flat
{
    [Fact]
    public void Over_50_000_training_steps()
    {
        using var model = new WeightPred.Models.Mlp(2, 1, 8, 2);
        using var adam = optim.Adam(model.parameters());
        var stream = new RandomStream("unit/memory", 0);
        void Train(int from, int to)
        {
            for (int step = from; step < to; step++)
            {
                using var scope = NewDisposeScope();
                var x = empty(16, 2);
                stream.FillNormal(x, Purpose.TrainData, 0, step);
                adam.zero_grad();
                mse_loss(model.call(x), x.narrow(1, 0, 1)).backward();
                adam.step();
            }
        }

        Train(0, 100);
        long native = AllocatedBytes;
        long managed = GC.GetAllocatedBytesForCurrentThread();
        Train(100, 50_100);
        Assert.InRange(AllocatedBytes, 0, native);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - managed) / 50_000, 0, 32 * 1024);
    }

    [Fact]
    public void An_evaluation_stores_no_hidden_layer()
    {
        using var scope = NewDisposeScope();
        var w1 = ones(128, 3).requires_grad_();
        var w2 = ones(256, 128).requires_grad_();
        var (b1, b2) = (ones(128), ones(256));
        var x = ones(1000, 20, 3);
        using var quiet = no_grad();
        long before = AllocatedBytes;
        var pooled = relu(linear(relu(linear(x, w1, b1)), w2, b2)).mean([1]);
        long hidden = AllocatedBytes - before - 4 * pooled.NumberOfElements;
        Assert.All(pooled.ToArray(), value => Assert.Equal(4 * 128 + 1, value));
        Assert.False(pooled.requires_grad);
        Assert.True(hidden < 1_000_000, $"{hidden} bytes; the hidden layers have 10 and 20 MB.");
    }

    [Fact]
    public void A_thread_that_ends_gives_its_memory_back()
    {
        const int Floats = 50_000_000;
        long before = AllocatedBytes;
        var thread = new Thread(() => ones(Floats).Dispose());
        thread.Start();
        thread.Join();
        for (int i = 0; i < 50 && AllocatedBytes - before > Floats; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(20);
        }

        Assert.True(AllocatedBytes - before < Floats, "200 MB stay allocated.");
    }
}

public class Memory_and_errors
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

    [Fact]
    public void A_saved_network_is_read_back_and_a_damaged_or_foreign_file_is_refused()
    {
        string path = Path.Combine(Path.GetTempPath(), $"weightpred-{Guid.NewGuid():N}.state");
        try
        {
            manual_seed(1);
            using var saved = new WeightPred.Models.Mlp(2, 1, 4, 1);
            manual_seed(2);
            using var other = new WeightPred.Models.Mlp(2, 1, 4, 1);
            using var foreign = new WeightPred.Models.Mlp(2, 1, 5, 1);
            saved.save(path);
            byte[] bytes = File.ReadAllBytes(path);
            float[] before = Weights(other);
            foreach (int at in new[] { 0, 5, bytes.Length / 2, bytes.Length - 1 })
            {
                byte[] flipped = [.. bytes];
                flipped[at] ^= 4;
                File.WriteAllBytes(path, flipped);
                Assert.Throws<InvalidDataException>(() => other.load(path));
            }

            foreach (int length in new[] { 0, 39, bytes.Length / 2, bytes.Length - 1 })
            {
                File.WriteAllBytes(path, bytes[..length]);
                Assert.Throws<InvalidDataException>(() => other.load(path));
            }

            Assert.Equal(before, Weights(other));
            File.WriteAllBytes(path, bytes);
            Assert.Throws<InvalidDataException>(() => foreign.load(path));
            other.load(path);
            Assert.Equal(Weights(saved), Weights(other));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[] Weights(Module model) => [.. model.parameters().SelectMany(p => p.ToArray())];
}
