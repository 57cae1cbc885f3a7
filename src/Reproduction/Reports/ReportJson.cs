using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WeightPred.Reproduction;

/// <summary>The full report as JSON: all that the other forms are made from, so that shards can be merged without loss.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDerived } },
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string ToJson(Report report) => JsonSerializer.Serialize(report, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote; <paramref name="file"/> is for the message.</summary>
    /// <exception cref="InvalidDataException">It is no such report.</exception>
    public static Report Parse(string file, string json)
    {
        try
        {
            var report = JsonSerializer.Deserialize<Report>(json, Options);
            return report is not null && !report.Entries.Contains(null!) ? report : throw new JsonException("it holds null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"{file} is no report of this suite: {e.Message}");
        }
    }

    // Read-only properties follow from the others, and a mean of no values would even throw; only the verdict is for readers.
    private static void LeaveOutDerived(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i] is { Set: null, Name: not "verdict" })
                type.Properties.RemoveAt(i);
    }
}
