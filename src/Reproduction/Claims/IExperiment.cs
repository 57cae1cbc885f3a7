using Reproduction.Results;

namespace Reproduction.Claims;

/// <summary>
/// An experiment as a value. This library knows of it what it needs to hash a plan, to order the work, and to make the untrained
/// control.
/// </summary>
public interface IExperiment
{
    /// <summary>A few words for people.</summary>
    string Name { get; }

    /// <summary>All that can change a result, as JSON: part of the plan that is hashed.</summary>
    string Canonical { get; }

    /// <summary>The loss of its curve, as an axis says it: "training loss [MSE, moving average]".</summary>
    string LossTitle => "training loss";

    /// <summary>Optimiser steps.</summary>
    int Steps { get; }

    /// <summary>Relative cost of the training, in any unit.</summary>
    double Cost { get; }

    /// <summary>Approximate time of one core for the training; null where unknown.</summary>
    TimeSpan? Takes => null;

    /// <summary>The same, but nothing is learned: for the untrained control.</summary>
    IExperiment Untrained { get; }

    /// <summary>The same in few steps: for a rehearsal.</summary>
    IExperiment Shortened(int steps);
}

/// <summary>An experiment, trained with one seed.</summary>
public interface IRun
{
    /// <summary>Seed index; the random stream is derived from it by hash.</summary>
    int Seed { get; }

    /// <summary>Points of the training loss's moving average.</summary>
    IReadOnlyList<CurvePoint> Curve { get; }

    /// <summary>Whether the loss left the finite numbers.</summary>
    bool Diverged { get; }

    /// <summary>SHA-256 over the trained parameters.</summary>
    string Fingerprint { get; }

    /// <summary>The file that it was read from, without a network; null for a run that was trained or kept here.</summary>
    string? PublishedIn => null;

    /// <summary>A metric's value that came with the run; null where it is to be computed.</summary>
    double? Known(string metric);
}

/// <summary>How far a lab is, since the process began.</summary>
/// <param name="Done">Cost of what is trained.</param>
/// <param name="Asked">Cost of what was asked for.</param>
/// <param name="Now">The runs that are trained or proven at the moment, and how fast; "" for none.</param>
/// <param name="Before">The part of <paramref name="Done"/> that earlier processes trained, which took no time of this one.</param>
internal sealed record Work(double Done, double Asked, string Now, double Before = 0)
{
    // The time left, where all of it is work for this process and earlier ones.
    public string Left(TimeSpan spent, double all) =>
        Done > Before ? Words.Left(spent, Done - Before, all - Before) : "no step is done yet";
}

/// <summary>A run from the disk that is not what it says, or not all that a plan needs; a claim that needs it is Invalid, for the
/// reason that the message gives.</summary>
internal class InvalidRunException(string message) : Exception(message);

/// <summary>Source of runs: an engine, as far as this library knows it.</summary>
internal interface ILab
{
    /// <summary>The device class, and the promise of its numbers.</summary>
    Device Device { get; }

    /// <summary>Claims that may be decided, and metrics that may be computed, side by side.</summary>
    int Parallelism { get; }

    /// <summary>How far it is.</summary>
    Work Work { get; }

    /// <summary>Why nothing trains on a GPU here, or null.</summary>
    string? WhyNoGpu { get; }

    /// <summary>Stops a run that asks for a device which is not there.</summary>
    void CheckDevice();

    /// <summary>A fault of the device in one sentence that says what to do; null where the device has no part in it.</summary>
    string? Explain(Exception e);

    /// <summary>Seeds of an experiment that can be had at a tier, from an index on without a gap: all where it trains, the
    /// published ones where it does not.</summary>
    int Available(IExperiment experiment, Tier tier, int firstSeed = 0);

    /// <summary>Cost of a run at a tier, in the unit of <see cref="Work"/>:
    /// proving a published run costs less than training it.</summary>
    double CostOf(IExperiment experiment, Tier tier) => experiment.Cost;

    /// <summary>Runs in the order asked for, trained side by side where they are not there yet.</summary>
    /// <param name="wanted">Experiments and seeds.</param>
    /// <param name="tier">Quick runs are trained, full ones kept too, published ones read and proven.</param>
    /// <param name="spent">Called from worker threads with the duration of each training that this call started.</param>
    IReadOnlyList<IRun> Runs(IReadOnlyList<(IExperiment Experiment, int Seed)> wanted, Tier tier, Action<TimeSpan>? spent = null);
}
