using System.Text.Json;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Baselines;

/// <summary>Two plans, property by property. The order of properties, and of elements that have a name, means nothing.</summary>
internal static class PlanDiff
{
    private const int LongestText = 60;

    /// <summary>The properties that differ, in the order of the approved plan.</summary>
    public static IReadOnlyList<PlanChanged> Of(JsonElement was, JsonElement now) => [.. Of("", was, now)];

    private static IEnumerable<PlanChanged> Of(string path, JsonElement was, JsonElement now) =>
        JsonElement.DeepEquals(was, now) ? []
        : was.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object
            ? Of(was, now, Properties, name => path.Length > 0 ? $"{path}.{name}" : name)
        : HoldsObjects(was) && HoldsObjects(now) ? Of(was, now, Elements, name => $"{path}[{name}]")
        : [new(path, Text(was), Text(now))];

    private static IEnumerable<PlanChanged> Of(
        JsonElement was, JsonElement now, Func<JsonElement, Dictionary<string, JsonElement>> parts, Func<string, string> path)
    {
        var (before, after) = (parts(was), parts(now));
        foreach (var key in before.Keys.Union(after.Keys))
            foreach (var change in !after.TryGetValue(key, out var b) ? [new(path(key), Text(before[key]), null)]
                : !before.TryGetValue(key, out var a) ? [new(path(key), null, Text(b))] : Of(path(key), a, b))
                yield return change;
    }

    private static bool HoldsObjects(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object);

    private static Dictionary<string, JsonElement> Properties(JsonElement of) =>
        of.EnumerateObject().ToDictionary(p => p.Name, p => p.Value);

    // By name; a second one of the same name, and one without, by its place.
    private static Dictionary<string, JsonElement> Elements(JsonElement array)
    {
        var elements = new Dictionary<string, JsonElement>();
        foreach (var (i, element) in array.EnumerateArray().Index())
            if (!element.TryGetProperty("name", out var name) || !elements.TryAdd($"{name}", element))
                elements.Add($"{i}", element);
        return elements;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.GetRawText() is { Length: > LongestText } text ? text[..LongestText] + "…" : value.GetRawText();
}
