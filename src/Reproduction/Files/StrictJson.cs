using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Reproduction.Files;

/// <summary>
/// JSON that is read as it was written. Every double reads back with its bits; a diverged run is the string "Infinity".
/// An unknown, missing, doubled or null member is an error, never a default.
/// </summary>
internal static class StrictJson
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The options of every file of results and baselines.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerOptions.Strict)
    {
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { DemandAll } },
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Reads an object that names its format.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such object; the message names the key, but no file.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes, int format)
    {
        try
        {
            var json = Utf8.GetString(bytes);
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("format", out var named) || !named.TryGetInt32(out var version))
                throw new InvalidDataException("it names no format");
            if (version != format)
                throw new InvalidDataException($"it has format {version}, this program reads format {format}");
            if (Oddity(document.RootElement) is { } oddity)
                throw new InvalidDataException(oddity);
            return JsonSerializer.Deserialize<T>(json, Options)!;
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or NotSupportedException or DecoderFallbackException)
        {
            throw new InvalidDataException(Sentence(e));
        }
    }

    /// <summary>Finds null in a list, and a number that no double holds:
    /// the serialiser passes both. Null where there is neither.</summary>
    internal static string? Oddity(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray()
            .Select((e, i) => e.ValueKind == JsonValueKind.Null ? $"key \"{path}[{i}]\" is null" : Oddity(e, $"{path}[{i}]"))
            .FirstOrDefault(oddity => oddity is not null),
        JsonValueKind.Object => element.EnumerateObject()
            .Select(p => Oddity(p.Value, path.Length > 0 ? $"{path}.{p.Name}" : p.Name))
            .FirstOrDefault(oddity => oddity is not null),
        JsonValueKind.Number when !double.IsFinite(element.GetDouble()) =>
            $"key \"{path}\" is {element.GetRawText()}, beyond every double",
        _ => null,
    };

    // A key that is always written must be there.
    private static void DemandAll(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
            member.IsRequired = member.IsRequired || member.Set is not null
                && member.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) == false;
    }

    private static string Sentence(Exception e) => e switch
    {
        DecoderFallbackException => "it is not UTF-8",
        JsonException { Path: { Length: > 2 } path } => $"key \"{path[2..]}\": {Plain(e.Message)}",
        JsonException { LineNumber: { } line } => $"line {line + 1}: {Plain(e.Message)}",
        _ => Plain(e.Message),
    };

    private static string Plain(string message) => message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.');
}
