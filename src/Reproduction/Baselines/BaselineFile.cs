using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WeightPred.Reproduction.Baselines;

/// <summary>A file that cannot be used; the message names file, line or key, and says what to do.</summary>
/// <param name="file">Its path.</param>
/// <param name="line">From 1; 0 where it is about a key.</param>
/// <param name="key">Path of the key, for example "measurements[0].perSeed[1]"; "" where it is about the whole.</param>
/// <param name="problem">The rest of the sentence.</param>
public sealed class BaselineException(string file, int line, string key, string problem)
    : Exception($"{file}{(line > 0 ? $"({line})" : "")}: {(key.Length > 0 ? $"key \"{key}\" " : "")}{problem}\n"
        + (file.EndsWith(BaselineFile.ReceivedEnding, StringComparison.Ordinal)
            ? "Delete it and run the claim again."
            : $"Restore it from git (git checkout -- \"{file}\"), or delete it and approve anew."))
{
    public int Line { get; } = line;
    public string Key { get; } = key;
}

/// <summary>
/// A baseline as a file. One baseline has one text, and only that text is read: a number is the shortest that reads back to its double, so no digit can
/// be changed unseen, and hashes guard the content and the log.
/// </summary>
public static class BaselineFile
{
    /// <summary>Where baselines lie unless claims say otherwise, from the repository's root.</summary>
    public const string UsualFolder = "baselines";

    /// <summary>What a command needs to find them: nothing, or " --baselines FOLDER".</summary>
    /// <param name="folder">From the repository's root.</param>
    public static string Named(string folder) => folder.Replace('\\', '/') is var shown && shown is "" or UsualFolder ? "" : $" --baselines {(shown.Contains(' ') ? $"\"{shown}\"" : shown)}";

    internal const string VerifiedEnding = ".verified.json", ReceivedEnding = ".received.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a diverged run is the string "Infinity"; "NaN" is refused as a fault
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The approved file. Throws ArgumentException for a name that is no file stem.</summary>
    public static string VerifiedPath(string folder, string name) => Path.Combine(folder, Stem(name) + VerifiedEnding);

    /// <summary>The file beside it that waits for approval.</summary>
    public static string ReceivedPath(string folder, string name) => Path.Combine(folder, Stem(name) + ReceivedEnding);

    /// <summary>The file's text: UTF-8 with LF, no byte order mark, no newline at the end.</summary>
    public static string ToJson(Baseline baseline) => JsonSerializer.Serialize(baseline, Json);

    /// <summary>Reads and validates everything.</summary>
    /// <exception cref="BaselineException">The file cannot be used.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BaselineException(path, 0, "", $"cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads the bytes of a baseline; <paramref name="file"/> is for messages.</summary>
    /// <exception cref="BaselineException">They cannot be used.</exception>
    public static Baseline Parse(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Trim(" \t\r\n"u8).IsEmpty)
            throw new BaselineException(file, 0, "", "is empty.");
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            throw new BaselineException(file, 1, "", "starts with a byte order mark; it is UTF-8 without one.");
        if (bytes.IndexOf((byte)'\r') is >= 0 and var cr)
            throw new BaselineException(file, bytes[..cr].Count((byte)'\n') + 1, "", "ends with a carriage return; lines end with LF alone (see .gitattributes).");

        try
        {
            var format = JsonSerializer.Deserialize<Head>(bytes, Json)?.Format;
            if (format != Baseline.CurrentFormat)
                throw new BaselineException(file, 0, "format", $"is {format}: this suite reads format {Baseline.CurrentFormat}.{(format > Baseline.CurrentFormat ? " A newer version wrote it: update the suite." : "")}");
            var baseline = JsonSerializer.Deserialize<Baseline>(bytes, Json)!;
            Validate(file, baseline);
            RefuseOtherText(file, bytes, ToJson(baseline));
            return baseline;
        }
        catch (JsonException e)
        {
            throw Explained(file, bytes, e);
        }
    }

    /// <summary>Verified files that no claim owns, as full paths. It only lists: a filtered run must never delete.</summary>
    /// <param name="folder">The folder of the baselines; it may be missing.</param>
    /// <param name="names">Every claim's <see cref="Results.Result.BaselineName"/>, whether it ran or not.</param>
    public static IReadOnlyList<string> Orphans(string folder, IEnumerable<string> names)
    {
        var known = names.Select(name => name + VerifiedEnding).ToHashSet(StringComparer.Ordinal);
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.GetFiles(Path.GetFullPath(folder), "*.verified.*").Where(file => !known.Contains(Path.GetFileName(file))).Order(StringComparer.Ordinal)];
    }

    /// <summary>What is approved of a claim, by file name.</summary>
    /// <param name="folder">The folder of the baselines; it may be missing.</param>
    /// <param name="claim">Its id.</param>
    /// <param name="damaged">Told of files that cannot be used, whosever they are.</param>
    public static IReadOnlyList<(string File, Baseline Baseline)> Of(string folder, string claim, Action<BaselineException> damaged)
    {
        var found = new List<(string, Baseline)>();
        if (!Directory.Exists(folder))
            return found;
        foreach (var file in Directory.GetFiles(folder, "*" + VerifiedEnding).Order(StringComparer.Ordinal))
        {
            try
            {
                if (Read(file) is { } baseline && baseline.Claim == claim)
                    found.Add((file, baseline));
            }
            catch (BaselineException e)
            {
                damaged(e);
            }
        }

        return found;
    }

    /// <summary>SHA-256 over the JSON of a value, in hex.</summary>
    internal static string Sha256<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, Json)));

    private static void Validate(string file, Baseline baseline)
    {
        foreach (var (key, items) in new (string, IEnumerable<object?>)[]
            { ("decisions", baseline.Decisions), ("controls", baseline.Controls), ("twin", baseline.Twin), ("measurements", baseline.Measurements), ("approvals", baseline.Approvals) })
            if (items.Contains(null))
                throw new BaselineException(file, 0, key, "holds null.");
        foreach (var (key, problem) in baseline.Faults())
            throw new BaselineException(file, 0, key, problem);

        var log = baseline.Approvals;
        if (log.Count == 0)
            throw new BaselineException(file, 0, "approvals", "is empty: nobody approved this file.");
        for (var i = 0; i < log.Count; i++)
        {
            if (!DateOnly.TryParseExact(log[i].Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                throw new BaselineException(file, 0, $"approvals[{i}].date", $"is \"{log[i].Date}\"; it is a day as yyyy-MM-dd.");
            if (log[i] != log[i].Chained(i > 0 ? log[i - 1] : null))
                throw new BaselineException(file, 0, $"approvals[{i}].hash", "does not fit the entry and the one before it: the log was changed by hand.");
        }
        if (log[^1].Content != baseline.ContentHash())
            throw new BaselineException(file, 0, $"approvals[{log.Count - 1}].content", "does not fit the file: it was changed by hand after its approval.");
    }

    // What reads the same is not yet the same text: a number with a digit too many, a name in other letters, another order of keys.
    private static void RefuseOtherText(string file, ReadOnlySpan<byte> bytes, string text)
    {
        if (bytes.SequenceEqual(Encoding.UTF8.GetBytes(text)))
            return;
        var (there, wanted) = (Encoding.UTF8.GetString(bytes).Split('\n'), text.Split('\n'));
        var line = there.Zip(wanted).TakeWhile(pair => pair.First == pair.Second).Count();
        throw new BaselineException(file, line + 1, "", line < there.Length && line < wanted.Length
            ? $"reads {there[line].Trim()} where this suite writes {wanted[line].Trim()}: it was changed by hand."
            : $"has {there.Length} lines where this suite writes {wanted.Length}: it was changed by hand.");
    }

    private static BaselineException Explained(string file, ReadOnlySpan<byte> bytes, JsonException e)
    {
        var line = (int)(e.LineNumber ?? 0);
        var key = e.Path is { Length: > 2 } path ? path[2..] : "";
        var rest = bytes;
        for (var i = 0; i < line; i++)
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        rest = rest[(int)Math.Min(e.BytePositionInLine ?? 0, rest.Length)..];
        var problem = rest.StartsWith("NaN"u8) ? "is NaN: a fault, and never a baseline."
            : rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8) ? "is a bare Infinity: a diverged run is the string \"Infinity\"."
            : IsCutOff(bytes) ? "ends too early: the file is truncated."
            : "cannot be read: " + e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
        return new BaselineException(file, e.LineNumber is null ? 0 : line + 1, key, problem);
    }

    // A reader that is told that more may come finds no fault in what is there.
    private static bool IsCutOff(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read()) { }
            return reader.CurrentDepth > 0 || reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Stem(string name) => name.Length > 0 && name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0', '\n', '\r']) < 0
        ? name
        : throw new ArgumentException($"\"{name}\" is no file stem for a baseline.", nameof(name));

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    private sealed record Head(int Format);
}
