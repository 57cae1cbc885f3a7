using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Claims;
using Reproduction.Files;
using Reproduction.Results;

namespace Reproduction.Runs;

/// <summary>
/// A published run as text: JSON in one layout, a key a line, numbers in their shortest form that reads back to the same bits,
/// and a hash over all of it. A file is read only if it is, character for character, what would be written.
/// </summary>
internal static class PublishedRunFile
{
    private const int Format = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,     // "Infinity", of a run that diverged
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = true,     // refused by the comparison with what would be written, which names the line
    };

    private sealed record Content(
        int Format, JsonElement Experiment, int Seed, string Numerics, int[] Steps, double[] Losses, double StartLoss,
        double FinalLoss, double HeldOutLoss,
        SortedDictionary<string, double> Metrics, string Fingerprint, string Machine, DateOnly Day, TimeSpan Spent,
        string Reason, string Hash);

    /// <exception cref="ArgumentException">A number is NaN.</exception>
    /// <exception cref="InvalidRunException">The run contradicts itself.</exception>
    public static string Text<T>(PublishedRun<T> published)
        where T : class, IRecipe<T>
    {
        var run = published.Run;
        if (Contradiction(run) is { } contradiction)
            throw new InvalidRunException($"{run.Experiment.Name}, seed {run.Seed}: {contradiction}.");
        var content = new Content(
            Format, JsonElement.Parse(run.Experiment.Canonical), run.Seed, published.Numerics, [.. run.Curve.Select(p => p.Step)],
            [.. run.Curve.Select(p => p.Loss)], run.StartLoss,
            run.FinalLoss, run.HeldOutLoss, new(run.Metrics.ToDictionary(), StringComparer.Ordinal), run.Fingerprint,
            run.Origin.Machine, run.Origin.Day, run.Origin.Spent, published.Reason, "");
        return NaN(content) is { } key
            ? throw new ArgumentException($"{run.Experiment.Name}, seed {run.Seed}: {key} is NaN. A diverged run gives the worst "
                + "value (an error +∞, a score -∞).")
            : Text(content with { Hash = HashOf(content) });
    }

    /// <exception cref="InvalidRunException">The file cannot be used.</exception>
    public static PublishedRun<T> Read<T>(string path)
        where T : class, IRecipe<T>
    {
        try
        {
            return Parse<T>(path);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException
            or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e.Message);
        }
    }

    private static PublishedRun<T> Parse<T>(string path)
        where T : class, IRecipe<T>
    {
        string text = WholeFile.ReadText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
        var content = JsonSerializer.Deserialize<Content>(text, Json) ?? throw new JsonException("it is null");
        if (content.Format != Format)
            throw Unusable(path, $"key \"format\" is {content.Format}; this build reads {Format}.");
        if (NaN(content) is { } nan)
            throw Unusable(path, $"key \"{nan}\" is NaN.");
        if (FirstDifference(text, Text(content)) is { } line)
            throw Unusable(path, $"it is not written as this suite writes it; the first line that differs is {line}");
        if (content.Hash != HashOf(content))
            throw Unusable(path, "key \"hash\" is not the hash of what the file says: something in it was changed.");
        var experiment = ExperimentOf<T>(content);
        if (experiment.Canonical != content.Experiment.GetRawText())
            throw Unusable(path, $"key \"experiment\" is not in its canonical form, which is {experiment.Canonical}");
        if (WrongCurve(content, experiment) is { } curve)
            throw Unusable(path, curve);
        var run = new Run<T>
        {
            Experiment = experiment,
            Seed = content.Seed,
            Curve = [.. content.Steps.Zip(content.Losses, (step, loss) => new CurvePoint(step, loss))],
            StartLoss = content.StartLoss,
            FinalLoss = content.FinalLoss,
            HeldOutLoss = content.HeldOutLoss,
            Metrics = content.Metrics,
            Fingerprint = content.Fingerprint,
            Origin = new(content.Spent, content.Day) { Machine = content.Machine },
            PublishedIn = path,
        };
        return Contradiction(run) is { } contradiction ? throw Unusable(path, contradiction)
            : new PublishedRun<T>(run, content.Numerics, content.Reason);
    }

    // A value of a kind that nobody knows, one that is missing, and one that no double holds: each is another exception.
    private static T ExperimentOf<T>(Content content)
        where T : class, IRecipe<T>
    {
        try
        {
            var experiment = T.Parse(content.Experiment.GetRawText());
            return experiment is { Steps: > 0, Cost: > 0 and < 1e18, Canonical: not null }
                ? experiment
                : throw new JsonException("it is none that anybody could train");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new JsonException($"key \"experiment\": {e.Message}");
        }
    }

    /// <summary>
    /// Names what a run cannot say of itself. Moving average and held-out loss are both of fresh examples, thousands of them: two
    /// numbers for one thing, unless the run was too short for the average to forget its beginning, or memorised.
    /// </summary>
    private static string? Contradiction<T>(Run<T> run)
        where T : class, IRecipe<T>
    {
        var (experiment, final, heldOut) = (run.Experiment, run.FinalLoss, run.HeldOutLoss);
        if (final < 0 || heldOut < 0 || run.StartLoss < 0)
            return "a loss is negative";
        if (run.Diverged)
            return double.IsPositiveInfinity(heldOut) ? null : $"it diverged, and its held-out loss is {heldOut:R}";
        return experiment.HasTwoEstimates && Math.Max(final, heldOut) > 2 * Math.Min(final, heldOut)
            ? FormattableString.Invariant($"its final loss {final:R} and its held-out loss {heldOut:R} contradict each other: ")
                + "both are of fresh examples, and one is more than twice the other"
            : null;
    }

    private static string Text(Content content) => Text([.. Members(content), ("hash", Written(content.Hash))]);

    private static string HashOf(Content content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(Members(content)))));

    private static IEnumerable<(string Key, string Value)> Members(Content content) =>
    [
        ("format", Written(content.Format)),
        ("experiment", content.Experiment.GetRawText()),
        ("seed", Written(content.Seed)),
        ("numerics", Written(content.Numerics)),
        ("steps", Written(content.Steps)),
        ("losses", Written(content.Losses)),
        ("startLoss", Written(content.StartLoss)),
        ("finalLoss", Written(content.FinalLoss)),
        ("heldOutLoss", Written(content.HeldOutLoss)),
        ("metrics", Text(content.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, Written(m.Value))),
            "  ").TrimEnd('\n')),
        ("fingerprint", Written(content.Fingerprint)),
        ("machine", Written(content.Machine)),
        ("day", Written(content.Day)),
        ("spent", Written(content.Spent)),
        ("reason", Written(content.Reason)),
    ];

    private static string Text(IEnumerable<(string Key, string Value)> members, string indent = "") =>
        $"{{\n{string.Join(",\n", members.Select(m => $"{indent}  {Written(m.Key)}: {m.Value}"))}\n{indent}}}\n";

    private static string Written<T>(T value) => JsonSerializer.Serialize(value, Json);

    private static string? NaN(Content content) =>
        double.IsNaN(content.StartLoss) ? "startLoss" : double.IsNaN(content.FinalLoss) ? "finalLoss"
            : double.IsNaN(content.HeldOutLoss) ? "heldOutLoss"
        : content.Losses.Any(double.IsNaN) ? "losses"
            : content.Metrics.Where(m => double.IsNaN(m.Value)).Select(m => $"metrics.{m.Key}").FirstOrDefault();

    private static string? FirstDifference(string text, string canonical)
    {
        string[] lines = text.Split('\n'), wanted = canonical.Split('\n');
        for (int i = 0; i < Math.Max(lines.Length, wanted.Length); i++)
        {
            if (lines.ElementAtOrDefault(i) != wanted.ElementAtOrDefault(i))
            {
                string line = (lines.ElementAtOrDefault(i) ?? "").Trim();
                return $"{i + 1}: {(line.Length > 60 ? line[..60] + "..." : line)}";
            }
        }

        return null;
    }

    // The points lie no further apart than the trainer puts them, and they reach the end.
    private static string? WrongCurve(Content content, IExperiment experiment)
    {
        bool diverged = double.IsPositiveInfinity(content.FinalLoss);
        int step = 0;
        foreach (int next in content.Steps)
        {
            if (next <= step || next > experiment.Steps || next > Trainer.WidestGap(step))
                return $"key \"steps\": no point of the curve may follow step {step} at step {next}.";
            step = next;
        }

        if (content.Losses.Length != content.Steps.Length)
            return $"key \"losses\" has {content.Losses.Length} numbers for {content.Steps.Length} steps.";
        if (step == 0 || (step != experiment.Steps && !diverged))
            return $"key \"steps\": the curve ends after step {step} of {experiment.Steps}.";
        return content.Losses[^1].Equals(content.FinalLoss) ? null : "key \"finalLoss\" is not the last loss of the curve.";
    }

    private static InvalidRunException Unusable(string path, string problem) =>
        new($"{path}: {Plain.Of(Plain.Short(problem).TrimEnd('.'))}. Restore it from git (git checkout -- \"{path}\"), or "
            + "publish the run again.");
}
