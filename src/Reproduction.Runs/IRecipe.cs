using Reproduction.Claims;

namespace Reproduction.Runs;

/// <summary>
/// An experiment that is trained step by step. All that this library does with runs, it does with any recipe: it queues them,
/// goes on where they stopped, keeps, publishes, proves and audits them. Reproduction.Recipes has the one to derive from.
/// </summary>
/// <typeparam name="TSelf">The recipe itself.</typeparam>
public interface IRecipe<TSelf> : IExperiment
    where TSelf : class, IRecipe<TSelf>
{
    /// <summary>The engine that trains it.</summary>
    internal static abstract IEngine Engine { get; }

    /// <summary>Reads <see cref="IExperiment.Canonical"/> back.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is no recipe that anybody could train.</exception>
    internal static abstract TSelf Parse(string canonical);

    /// <summary>
    /// <see cref="IExperiment.Name"/> without the budget, for a line of progress. The name itself has the steps as "50000 x
    /// 1024": published files have that name, and longer runs are found by it.
    /// </summary>
    internal string ShortName => Name;

    /// <summary>Whether a step changes the network: that of the untrained control does not.</summary>
    internal bool Learns { get; }

    /// <summary>Whether a checkpoint holds all that the next step depends on.</summary>
    internal bool CanResume => true;

    /// <summary>Whether the final moving average and the held-out loss estimate one number:
    /// both of fresh examples, and enough of them.</summary>
    internal bool HasTwoEstimates => false;

    /// <summary>The same with another number of steps.</summary>
    internal TSelf WithSteps(int steps);

    /// <summary>The network at its beginning, with everything that trains it.</summary>
    /// <param name="seed">Seed index.</param>
    internal ILearner Begin(int seed);
}

/// <summary>One network in training. One thread has it; no bit depends on how many train side by side.</summary>
internal interface ILearner : IDisposable
{
    /// <summary>Steps done.</summary>
    int Steps { get; }

    /// <summary>Moving average of the training loss; +∞ from the step on where it is no number any more.</summary>
    double Loss { get; }

    /// <summary>All that training changes of the network, each tensor flattened.</summary>
    IReadOnlyList<float[]> Weights { get; }

    /// <summary>The optimiser's state.</summary>
    IReadOnlyList<float[]> Moments { get; }

    /// <summary>One step on the next examples.</summary>
    void Step();

    /// <summary>The loss on held-out examples.</summary>
    /// <param name="examples">How many; the recipe's number where null.</param>
    double Evaluate(int? examples = null);

    /// <summary>Takes over trained weights.</summary>
    void Load(IReadOnlyList<float[]> weights);

    /// <summary>Whether a checkpoint is of networks of these sizes.</summary>
    bool Fits(Checkpoint part);

    /// <summary>Goes on where another learner of the same recipe and seed stood.</summary>
    void Resume(Checkpoint from);
}

/// <summary>An engine that trains: its device, and its demands on a run.</summary>
internal interface IEngine
{
    /// <summary>Whether its numbers have the same bits everywhere; loads nothing to say so.</summary>
    bool Exact { get; }

    /// <summary>The device class, and the promise of its numbers.</summary>
    Results.Device Device { get; }

    /// <summary>Runs that may train side by side.</summary>
    int Parallelism { get; }

    /// <summary>Why nothing trains on a GPU here, or null.</summary>
    string? WhyNoGpu { get; }

    /// <summary>Stops a run that asks for a device which is not there.</summary>
    void CheckDevice();

    /// <summary>A fault of the device in one sentence that says what to do; null where the device has no part in it.</summary>
    string? Explain(Exception e);

    /// <summary>Stops where something changed the arithmetic of this thread.</summary>
    void CheckArithmetic();

    /// <summary>Frees what a finished run leaves behind on its thread.</summary>
    void EndOfRun();
}
