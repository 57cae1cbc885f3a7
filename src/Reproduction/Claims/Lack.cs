namespace WeightPred.Reproduction.Claims;

/// <summary>Runs of an arm that a look needs and that are not there.</summary>
/// <param name="Arm">Whose.</param>
/// <param name="There">Seeds that there are.</param>
/// <param name="Wanted">Seeds that the look takes: more.</param>
public sealed record Lack(Arm Arm, int There, int Wanted);
