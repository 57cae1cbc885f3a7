using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reproduction.Files;

namespace Reproduction.Results;

/// <summary>A result as JSON (<see cref="StrictJson"/>).</summary>
internal static class ResultFile
{
    internal static JsonSerializerOptions Options => StrictJson.Options;

    private sealed record Envelope(int Format, Result Result);

    public static string ToJson(Result result) => JsonSerializer.Serialize(new Envelope(Result.Format, result), Options) + "\n";

    /// <summary>Reads the text of <see cref="ToJson"/>.</summary>
    /// <exception cref="InvalidDataException">The text is no such result, or contradicts itself; names no file.</exception>
    public static Result Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <inheritdoc cref="Parse(string)"/>
    public static Result Parse(ReadOnlySpan<byte> json)
    {
        var result = StrictJson.Read<Envelope>(json, Result.Format).Result;
        return Contradiction(result) is { } contradiction ? throw new InvalidDataException(contradiction) : result;
    }

    /// <summary>The SHA-256 of a plan.</summary>
    internal static string Hash(string plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plan)));

    // A report shows the verdict, the findings, the plan and the standing beside each other.
    private static string? Contradiction(Result result)
    {
        var verdicts = result.Findings.Select(f => f.Verdict).ToList();
        if (result.Verdict == Verdict.Invalid != result.Faults.Count > 0)
            return $"its verdict is {result.Verdict}, but it has {Words.Count(result.Faults.Count, "fault")}";
        var isOneOfThem = result.Verdict == Verdict.Holds && verdicts.Count > 0
            ? verdicts.TrueForAll(v => v == Verdict.Holds)
            : verdicts.Contains(result.Verdict);
        if (result.Faults.Count == 0 && !isOneOfThem)
            return $"its verdict is {result.Verdict}, but its findings are [{string.Join(", ", verdicts.Distinct())}]";
        if (result.Registration != Hash(result.Plan))
            return "its plan is not the one that its registration is the hash of";
        if (result.Standing is { Kind: StandingKind.Equal } standing && standing.Approved != result.Verdict)
            return $"it is as approved, but its verdict is {result.Verdict}, and {standing.Approved} is approved";
        return ResultFolder.IsStem(result.BaselineName) ? null : $"its baseline's name \"{result.BaselineName}\" is no file name";
    }
}
