namespace Reproduction.Claims;

/// <summary>A run of the write-up's budget that the repository carries.</summary>
/// <param name="Recipe">Its experiment, in a few words.</param>
/// <param name="Run">Curve and metrics.</param>
/// <param name="Machine">Where it was trained.</param>
/// <param name="Spent">How long one core trained it, beside whatever ran there.</param>
internal sealed record AnswerRun(string Recipe, IRun Run, string Machine, TimeSpan Spent)
{
    /// <summary>Number of first steps that a proof repeats; 0 where nobody can repeat any.</summary>
    public int Proven { get; init; }
}
