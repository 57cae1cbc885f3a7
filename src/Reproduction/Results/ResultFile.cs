using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WeightPred.Reproduction.Results;

/// <summary>A result as JSON. Every double reads back with its bits; infinite ones and NaN stand as strings.</summary>
public static class ResultFile
{
    /// <summary>Strict: an unknown, missing, doubled or null member is an error, never a default.</summary>
    internal static readonly JsonSerializerOptions Options = new()
    {
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private sealed record Envelope(int Format, Result Result);

    public static string ToJson(Result result) => JsonSerializer.Serialize(new Envelope(Result.Format, result), Options) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no such text; the message says why, without the file's name.</exception>
    public static Result Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var version))
                throw new InvalidDataException("it names no format");
            if (version != Result.Format)
                throw new InvalidDataException($"it has format {version}, this program reads format {Result.Format}");
            if (HoldsNull(document.RootElement))
                throw new InvalidDataException("a list in it holds null");
            return JsonSerializer.Deserialize<Envelope>(json, Options)!.Result;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new InvalidDataException(e.Message.TrimEnd('.'));
        }
    }

    // The serialiser's null checks stop at the elements of a list.
    private static bool HoldsNull(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Null || HoldsNull(e)),
        JsonValueKind.Object => element.EnumerateObject().Any(p => HoldsNull(p.Value)),
        _ => false,
    };
}
