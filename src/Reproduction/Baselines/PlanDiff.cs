using System.Text.Json;
using Reproduction.Results;

namespace Reproduction.Baselines;

/// <summary>Two plans, property by property. The order of properties, and of elements that have a name, means nothing.</summary>
internal static class PlanDiff
{
    private const int LongestText = 60;

    /// <summary>The properties that differ, in the order of the approved plan.</summary>
    public static IReadOnlyList<PlanChanged> Of(JsonElement was, JsonElement now) => [.. Of("", was, now)];

    private static IEnumerable<PlanChanged> Of(string path, JsonElement was, JsonElement now) =>
        JsonElement.DeepEquals(was, now) ? []
        : was.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object
            ? Of(Properties(was), Properties(now), name => path.Length > 0 ? $"{path}.{name}" : name)
        : HoldsObjects(was) && HoldsObjects(now)
            ? Of(Elements(was), Renamed(Elements(was), Elements(now)), name => $"{path}[{name}]")
        : [new(path, Text(was), Text(now))];

    private static IEnumerable<PlanChanged> Of(
        Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, Func<string, string> path)
    {
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

    // A decision's name may say its margin: an element under a new name, with most of the properties of one that is gone, is that
    // one.
    private static Dictionary<string, JsonElement> Renamed(
        Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after)
    {
        foreach (var gone in before.Keys.Except(after.Keys).ToList())
        {
            var alike = after.Keys.Except(before.Keys).Select(key => (Key: key, Share: Shared(before[gone], after[key])));
            if (alike.OrderByDescending(one => one.Share)
                .FirstOrDefault() is { Share: > 0.5 } best && after.Remove(best.Key, out var element))
                after[gone] = element;
        }
        return after;
    }

    // Compares all properties but the name.
    private static double Shared(JsonElement a, JsonElement b)
    {
        var (x, y) = (Properties(a), Properties(b));
        string[] all = [.. x.Keys.Union(y.Keys).Where(key => key != "name")];
        return all.Length == 0 ? 0
            : (double)all.Count(key => x.TryGetValue(key, out var p) && y.TryGetValue(key, out var q)
                && JsonElement.DeepEquals(p, q)) / all.Length;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.GetRawText() is { Length: > LongestText } text ? text[..LongestText] + "…" : value.GetRawText();
}
