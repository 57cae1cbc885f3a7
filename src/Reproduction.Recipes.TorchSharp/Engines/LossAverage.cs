namespace Reproduction.Recipes.Engines;

/// <summary>The moving average of the training loss: starts at the first loss, then ema = decay * ema + (1 - decay) * loss, in
/// double. It stays on the device until it is read.</summary>
internal sealed class LossAverage(double decay) : IDisposable
{
    private readonly Scalar _decay = decay, _rest = 1 - decay;
    private Tensor? _average;

    /// <summary>The average so far; waits for the device.</summary>
    public double Value => _average is null ? double.NaN : _average.item<double>();

    public void Add(Tensor loss)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var value = loss.detach().to_type(ScalarType.Float64);
        if (_average is null)
            _average = value.DetachFromDisposeScope();
        else
            _average.mul_(_decay).add_(value, _rest);
    }

    /// <summary>Goes on from an average.</summary>
    public void Resume(double value) => _average = torch.tensor(value, float64, device: Engine.Trains).DetachFromDisposeScope();

    public void Dispose()
    {
        _average?.Dispose();
        _decay.Dispose();
        _rest.Dispose();
    }
}
