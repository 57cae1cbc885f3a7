using ExactTorch.Rng;

namespace Reproduction.Recipes;

/// <summary>
/// One seed's way through a data set. Rows that are held out, and the order of each epoch, are permutations by address: step 1000
/// finds its rows without the 999 before it. Batches run on over the end of an epoch, so that each has the same size.
/// </summary>
internal sealed class Minibatches
{
    // Tensors of the shuffle's addresses.
    private const int Split = 0, Epochs = 1;

    private readonly DataSet _data;
    private readonly RandomStream _stream;
    private readonly int[] _heldOut;
    private readonly int[] _train;
    private (long Epoch, int[] Order) _last = (-1, []);

    public Minibatches(DataSet data, int heldOut, RandomStream stream)
    {
        (_data, _stream) = (data, stream);
        int[] rows = stream.Permutation(data.Count, Purpose.Shuffle, Split, 0);
        (_heldOut, _train) = (rows[..heldOut], rows[heldOut..]);
    }

    /// <summary>A batch of a training step, or of the held-out rows one after the other: the last may be smaller.</summary>
    public Examples Draw(Purpose purpose, long step, int batch)
    {
        if (purpose != Purpose.TrainData)
            return _data.Examples([.. _heldOut.Skip((int)step * batch).Take(batch)]);
        int[] rows = new int[batch];
        for (int i = 0; i < batch; i++)
        {
            var (epoch, place) = Math.DivRem(step * batch + i, (long)_train.Length);
            rows[i] = _train[OrderOf(epoch)[place]];
        }

        return _data.Examples(rows);
    }

    private int[] OrderOf(long epoch)
    {
        if (_last.Epoch != epoch)
            _last = (epoch, _stream.Permutation(_train.Length, Purpose.Shuffle, Epochs, epoch));
        return _last.Order;
    }
}
