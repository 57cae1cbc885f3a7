namespace WeightPred.Reproduction;

/// <summary>A point of a loss curve.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Ema">Moving average of the training loss.</param>
public readonly record struct CurvePoint(int Step, double Ema);

/// <summary>A recipe trained with one seed.</summary>
public sealed record Run
{
    public required Recipe Recipe { get; init; }
    public required int Seed { get; init; }

    /// <summary>About 120 points, spaced evenly in log(step).</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>Moving average of the training loss (MSE) after the last step; +∞ for a run that diverged.</summary>
    public required double FinalLoss { get; init; }

    /// <summary>MSE on fresh examples that no training step saw; +∞ for a run that diverged.</summary>
    public required double HeldOutLoss { get; init; }

    /// <summary>Trained parameters in the network's order, each flattened.</summary>
    public required IReadOnlyList<float[]> Weights { get; init; }

    /// <summary>SHA-256 over the trained parameters' bits, NaN made canonical.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Optimiser steps a second of this run, beside whatever ran with it.</summary>
    public double StepsPerSecond { get; init; }

    /// <summary>Whether the loss left the finite numbers.</summary>
    public bool Diverged => double.IsPositiveInfinity(FinalLoss);

    /// <summary>1 - MSE / Var(y) on the held-out examples, with the generator's known variance.</summary>
    public double R2 => 1 - HeldOutLoss / Recipe.Generator.OutputVariance;
}
