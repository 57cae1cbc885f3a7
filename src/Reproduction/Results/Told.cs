namespace Reproduction.Results;

/// <summary>A line of a claim's headline, in words: the write-up's side, and ours beside it in its unit.</summary>
/// <param name="Of">The subject of both numbers; lines that share it stand together, "" for the claim as a whole.</param>
/// <param name="WriteUp">As it prints or says it: "98.3", "much better".</param>
/// <param name="Ours">Ours; "" where the write-up's budget has not been run.</param>
/// <param name="Outside">The rule that decides finds the write-up's number outside the interval that confirms it.</param>
/// <param name="Seeds">Seeds of ours.</param>
/// <param name="Value">The number that ours says; NaN where there is none.</param>
internal sealed record Told(string Of, string WriteUp, string Ours, bool Outside, int Seeds, double Value = double.NaN);
