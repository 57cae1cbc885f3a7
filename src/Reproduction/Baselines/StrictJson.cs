using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WeightPred.Reproduction;

/// <summary>A file that cannot be used; the message names file, line and key, and says what to do.</summary>
public sealed class BaselineFormatException(string file, int line, string key, string problem)
    : Exception($"{file}{(line > 0 ? $"({line})" : "")}: {(key.Length > 0 ? $"key \"{key}\" " : "")}{problem}\n"
        + $"Restore it from git (git checkout -- \"{file}\"), or delete it and approve anew (WEIGHTPRED_UPDATE=new).")
{
    public string File { get; } = file;
    public int Line { get; } = line;
    public string Key { get; } = key;
}

/// <summary>
/// One value of a JSON file together with its place, so that an error can name it. System.Text.Json's own documents keep no line, and its
/// serializer lets a missing key pass as a default.
/// </summary>
internal sealed record StrictJson(string File, int Line, string Key, JsonTokenType Kind, string Text, IReadOnlyList<StrictJson> Items)
{
    /// <summary>Reads the whole file; a byte order mark and CRLF are tolerated, duplicate keys and comments are not.</summary>
    public static StrictJson Read(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (bytes.Trim(" \t\r\n"u8).IsEmpty)
            throw new BaselineFormatException(file, 0, "", "is empty.");
        var lines = new LineCounter(bytes);
        var reader = new Utf8JsonReader(bytes);
        var key = "";
        try
        {
            reader.Read();
            var root = Value(file, ref reader, lines, ref key);
            key = "";
            reader.Read();
            return root;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            var at = (e as JsonException)?.LineNumber is { } line ? (int)line + 1 : lines.At(reader.BytesConsumed);
            var rest = bytes[(int)Math.Min(bytes.Length, reader.BytesConsumed)..].TrimStart(" \t\r\n:,["u8);
            var problem = rest.StartsWith("NaN"u8) ? "is NaN: a run that gives no number is a fault and never a baseline."
                : rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8) ? "is a bare Infinity: a diverged run is written as the string \"Infinity\"."
                : Truncated(bytes) ? "ends too early: the file is truncated."
                : $"is not strict JSON: {e.Message}";
            throw new BaselineFormatException(file, at, key, problem);
        }
    }

    /// <summary>The keys of an object, to be taken one by one; <see cref="StrictObject.Done"/> refuses what is left.</summary>
    public StrictObject Object() => Kind == JsonTokenType.StartObject ? new StrictObject(this) : throw Wrong("an object");

    public IReadOnlyList<StrictJson> Array() => Kind == JsonTokenType.StartArray ? Items : throw Wrong("an array");

    public string String() => Kind == JsonTokenType.String ? Text : throw Wrong("a string");

    public int Integer() => Kind == JsonTokenType.Number && int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Wrong("a whole number");

    /// <summary>A finite JSON number, or the string "Infinity" or "-Infinity" of a diverged run.</summary>
    public double Number()
    {
        if (Kind == JsonTokenType.String && Text is "Infinity" or "-Infinity")
            return Text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        if (Kind == JsonTokenType.String && Text.Equals("NaN", StringComparison.OrdinalIgnoreCase))
            throw Error("is NaN: a run that gives no number is a fault and never a baseline.");
        if (Kind != JsonTokenType.Number)
            throw Wrong("a number, or \"Infinity\" for a diverged run");
        var value = double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : throw Error($"is {Text}, which no double holds; a diverged run is written as the string \"Infinity\".");
    }

    /// <summary>One of the names of <typeparamref name="T"/>, spelled exactly.</summary>
    public T Name<T>() where T : struct, Enum
        => System.Array.IndexOf(Enum.GetNames<T>(), String()) is >= 0 and var i ? Enum.GetValues<T>()[i] : throw Error($"is \"{Text}\"; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");

    public BaselineFormatException Error(string problem) => new(File, Line, Key, problem);

    private BaselineFormatException Wrong(string wanted) => Error($"must be {wanted}, not {Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"the string \"{Text}\"",
        JsonTokenType.Number => Text,
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    }}.");

    // A reader that is told that more may come finds no fault in what is there.
    private static bool Truncated(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static StrictJson Value(string file, ref Utf8JsonReader reader, LineCounter lines, ref string key)
    {
        var (here, line, kind) = (key, lines.At(reader.TokenStartIndex), reader.TokenType);
        var items = new List<StrictJson>();
        var text = "";
        switch (kind)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    key = here.Length > 0 ? $"{here}.{reader.GetString()}" : reader.GetString()!;
                    var path = key;
                    if (items.Any(i => i.Key == path))
                        throw new BaselineFormatException(file, lines.At(reader.TokenStartIndex), key, "is there twice.");
                    reader.Read();
                    items.Add(Value(file, ref reader, lines, ref key));
                    key = path;
                }
                break;
            case JsonTokenType.StartArray:
                key = $"{here}[0]";
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Value(file, ref reader, lines, ref key));
                    key = $"{here}[{items.Count}]";
                }
                break;
            case JsonTokenType.String:
                text = reader.GetString()!;
                break;
            case JsonTokenType.Number:
                text = Encoding.ASCII.GetString(reader.ValueSpan);
                break;
        }
        return new StrictJson(file, line, here, kind, text, items);
    }

    private sealed class LineCounter(ReadOnlySpan<byte> bytes)
    {
        private readonly int[] _ends = Ends(bytes);

        public int At(long offset)
        {
            var i = System.Array.BinarySearch(_ends, (int)offset);
            return (i < 0 ? ~i : i) + 1;
        }

        private static int[] Ends(ReadOnlySpan<byte> bytes)
        {
            var ends = new List<int>();
            for (var i = 0; i < bytes.Length; i++)
                if (bytes[i] == (byte)'\n')
                    ends.Add(i);
            return [.. ends];
        }
    }
}

/// <summary>An object's keys, each to be taken exactly once.</summary>
internal sealed class StrictObject(StrictJson node)
{
    private readonly List<StrictJson> _left = [.. node.Items];

    public StrictJson Take(string name)
    {
        var path = node.Key.Length > 0 ? $"{node.Key}.{name}" : name;
        var i = _left.FindIndex(item => item.Key == path);
        if (i < 0)
            throw new BaselineFormatException(node.File, node.Line, path, "is missing.");
        var found = _left[i];
        _left.RemoveAt(i);
        return found;
    }

    public bool Has(string name) => _left.Any(item => item.Key == (node.Key.Length > 0 ? $"{node.Key}.{name}" : name));

    public void Done()
    {
        if (_left.Count > 0)
            throw _left[0].Error("is unknown.");
    }
}
