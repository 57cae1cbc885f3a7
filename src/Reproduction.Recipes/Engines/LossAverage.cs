namespace Reproduction.Recipes.Engines;

/// <summary>The moving average of the training loss: starts at the first loss,
/// then average = decay * average + (1 - decay) * loss, in double.</summary>
internal sealed class LossAverage(double decay) : IDisposable
{
    private bool _started;

    /// <summary>The average so far; NaN before the first loss.</summary>
    public double Value { get; private set; } = double.NaN;

    public void Add(Tensor loss)
    {
        double value = loss.item<float>();
        Value = _started ? decay * Value + (1 - decay) * value : value;
        _started = true;
    }

    /// <summary>Goes on from an average.</summary>
    public void Resume(double value) => (Value, _started) = (value, true);

    public void Dispose()
    {
    }
}
