using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

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
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { DemandAll } },
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
            if (Oddity(document.RootElement) is { } oddity)
                throw new InvalidDataException(oddity);
            return JsonSerializer.Deserialize<Envelope>(json, Options)!.Result;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new InvalidDataException(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>What the serialiser lets pass: null as the element of a list, and a number that no double holds; null where there is nothing.</summary>
    internal static string? Oddity(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array when element.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Null) => "a list in it holds null",
        JsonValueKind.Array => element.EnumerateArray().Select(Oddity).FirstOrDefault(oddity => oddity is not null),
        JsonValueKind.Object => element.EnumerateObject().Select(member => Oddity(member.Value)).FirstOrDefault(oddity => oddity is not null),
        JsonValueKind.Number when !element.TryGetDouble(out var value) || !double.IsFinite(value) => "a number in it is too large",
        _ => null,
    };

    // What is always written must be there.
    private static void DemandAll(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
        {
            if (member.Set is not null && member.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) == false)
                member.IsRequired = true;
        }
    }
}
