using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WeightPred.Reproduction;

/// <summary>
/// A baseline as a file. Numbers stand in it twice where bits are promised: as text for a reviewer, and as the double's bits, so that neither
/// a parser nor an editor can change one unseen.
/// </summary>
public static class BaselineFile
{
    public static string VerifiedPath(string folder, string name) => Path.Combine(folder, Stem(name) + ".verified.json");

    public static string ReceivedPath(string folder, string name) => Path.Combine(folder, Stem(name) + ".received.json");

    /// <summary>Reads and validates everything.</summary>
    /// <exception cref="BaselineFormatException">The file cannot be used.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BaselineFormatException(path, 0, "", $"cannot be read: {e.Message}");
        }
    }

    public static void Write(string path, Baseline baseline) => WholeFile.Write(path, ToJson(baseline));

    /// <summary>The file's text: LF, no byte order mark, no newline at the end.</summary>
    public static string ToJson(Baseline baseline) => Encoding.UTF8.GetString(Json(baseline, withApprovals: true));

    /// <summary>Reads the text of a baseline; <paramref name="file"/> is for messages.</summary>
    public static Baseline Parse(string file, ReadOnlySpan<byte> bytes)
    {
        var root = StrictJson.Read(file, bytes).Object();
        var format = root.Take("format");
        if (format.Integer() != Baseline.Format)
            throw format.Error($"is {format.Text}: this suite reads format {Baseline.Format}. The file was written by {(format.Integer() > Baseline.Format ? "a newer version: update the suite." : "an unknown version.")}");

        var deviceClass = Filled(root.Take("deviceClass"));
        var baseline = new Baseline
        {
            DeviceClass = deviceClass,
            Claim = Filled(root.Take("claim")),
            Sentence = Filled(root.Take("sentence")),
            Tier = root.Take("tier").Name<Tier>(),
            Numerics = Filled(root.Take("numerics")),
            Verdict = Approvable(root.Take("verdict")),
            Decisions = Verdicts(root.Take("decisions")),
            Controls = Verdicts(root.Take("controls")),
            Registration = Filled(root.Take("registration")),
            Seeds = Seeds(root.Take("seeds"), out var seeds),
            Measurements = Measurements(root.Take("measurements"), seeds, Baseline.IsBitExact(deviceClass)),
            Fingerprint = Filled(root.Take("fingerprint")),
            Approvals = Approvals(root.Take("approvals"), out var last),
        };
        root.Done();

        if (last.Text != ContentHash(baseline))
            throw last.Error("does not fit the file: it was changed by hand after its approval.");
        return baseline;
    }

    /// <summary>SHA-256 over all that is approved, in the file's own form.</summary>
    internal static string ContentHash(Baseline baseline) => Convert.ToHexStringLower(SHA256.HashData(Json(baseline, withApprovals: false)));

    private static byte[] Json(Baseline baseline, bool withApprovals)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Baseline.Format);
            json.WriteString("claim", baseline.Claim);
            json.WriteString("sentence", baseline.Sentence);
            json.WriteString("tier", baseline.Tier.ToString());
            json.WriteString("deviceClass", baseline.DeviceClass);
            json.WriteString("numerics", baseline.Numerics);
            json.WriteString("verdict", baseline.Verdict.ToString());
            WriteVerdicts(json, "decisions", baseline.Decisions);
            WriteVerdicts(json, "controls", baseline.Controls);
            json.WriteString("registration", baseline.Registration);
            json.WriteStartArray("seeds");
            foreach (var seed in baseline.Seeds)
                json.WriteNumberValue(seed);
            json.WriteEndArray();
            json.WriteStartArray("measurements");
            foreach (var measurement in baseline.Measurements)
                WriteMeasurement(json, measurement, baseline.BitExact);
            json.WriteEndArray();
            json.WriteString("fingerprint", baseline.Fingerprint);
            if (withApprovals)
                WriteApprovals(json, baseline.Approvals);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteVerdicts(Utf8JsonWriter json, string key, IReadOnlyList<NamedVerdict> verdicts)
    {
        json.WriteStartArray(key);
        foreach (var (name, verdict) in verdicts)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("verdict", verdict.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteMeasurement(Utf8JsonWriter json, Measurement measurement, bool bits)
    {
        json.WriteStartObject();
        json.WriteString("name", measurement.Name);
        json.WriteString("unit", measurement.Unit);
        if (measurement.FirstSeedsOnly)
            json.WriteNumber("firstSeeds", measurement.PerSeed.Count);
        json.WriteStartArray("values");
        foreach (var value in measurement.PerSeed)
        {
            if (double.IsFinite(value))
                json.WriteNumberValue(value); // the shortest text that reads back to the same bits
            else
                json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
        json.WriteEndArray();
        if (bits)
        {
            json.WriteStartArray("bits");
            foreach (var value in measurement.PerSeed)
                json.WriteStringValue(Bits(value));
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteApprovals(Utf8JsonWriter json, IReadOnlyList<Approval> approvals)
    {
        json.WriteStartArray("approvals");
        foreach (var approval in approvals)
        {
            json.WriteStartObject();
            json.WriteString("date", approval.Date);
            json.WriteString("reason", approval.Reason);
            json.WriteString("machine", approval.Machine);
            json.WriteString("previous", approval.Previous);
            json.WriteString("content", approval.Content);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>A double's 64 bits as 16 hex digits.</summary>
    internal static string Bits(double value) => BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    private static string Stem(string name)
        => name.Length > 0 && name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0', '\n', '\r']) < 0
            ? name
            : throw new ArgumentException($"\"{name}\" is no file stem for a baseline.", nameof(name));

    private static string Filled(StrictJson node) => node.String().Length > 0 ? node.Text : throw node.Error("must not be empty.");

    private static Verdict Approvable(StrictJson node) => node.Name<Verdict>() is not (Verdict.Inconclusive or Verdict.Invalid) and var verdict
        ? verdict
        : throw node.Error($"is {node.Text}, which is never approved.");

    private static List<NamedVerdict> Verdicts(StrictJson node)
    {
        var list = new List<NamedVerdict>();
        foreach (var item in node.Array())
        {
            var keys = item.Object();
            list.Add(new NamedVerdict(Filled(keys.Take("name")), keys.Take("verdict").Name<Verdict>()));
            keys.Done();
            if (list.Take(list.Count - 1).Any(other => other.Name == list[^1].Name))
                throw item.Error($"names \"{list[^1].Name}\" a second time.");
        }
        return list;
    }

    private static List<int> Seeds(StrictJson node, out int count)
    {
        var seeds = node.Array().Select(item => item.Integer()).ToList();
        count = seeds.Count;
        if (count == 0)
            throw node.Error("must name at least one seed.");
        if (seeds.Distinct().Count() != count)
            throw node.Error("names a seed twice.");
        return seeds;
    }

    private static List<Measurement> Measurements(StrictJson node, int seeds, bool bits)
    {
        var list = new List<Measurement>();
        foreach (var item in node.Array())
        {
            var keys = item.Object();
            var name = Filled(keys.Take("name"));
            var unit = Filled(keys.Take("unit"));
            var firstSeeds = keys.Has("firstSeeds") ? keys.Take("firstSeeds") : null;
            var expected = firstSeeds?.Integer() ?? seeds;
            if (firstSeeds is not null && (expected < 1 || expected > seeds))
                throw firstSeeds.Error($"is {expected}; the claim has {seeds} seeds.");
            var values = keys.Take("values");
            var numbers = values.Array().Select(v => v.Number()).ToList();
            if (numbers.Count != expected)
                throw values.Error($"has {numbers.Count} values for {expected} seeds.");
            if (bits)
                CheckBits(keys.Take("bits"), values, numbers);
            keys.Done();
            if (list.Any(other => other.Name == name))
                throw item.Error($"names \"{name}\" a second time.");
            list.Add(new Measurement(name, unit, numbers) { FirstSeedsOnly = firstSeeds is not null });
        }
        return list;
    }

    private static void CheckBits(StrictJson bits, StrictJson values, List<double> numbers)
    {
        if (bits.Array().Count != numbers.Count)
            throw bits.Error($"has {bits.Items.Count} entries for {numbers.Count} values.");
        for (var i = 0; i < numbers.Count; i++)
            if (bits.Items[i].String() != Bits(numbers[i]))
                throw bits.Items[i].Error($"says {bits.Items[i].Text}, but {values.Items[i].Text} has the bits {Bits(numbers[i])}: one of them was changed by hand.");
    }

    private static List<Approval> Approvals(StrictJson node, out StrictJson last)
    {
        last = node;
        var list = new List<Approval>();
        foreach (var item in node.Array())
        {
            var keys = item.Object();
            last = keys.Take("content");
            list.Add(new Approval(Date(keys.Take("date")), keys.Take("reason").String(), keys.Take("machine").String(), keys.Take("previous").String(), Filled(last)));
            keys.Done();
        }
        return list.Count > 0 ? list : throw node.Error("is empty: nobody approved this file.");
    }

    private static string Date(StrictJson node) => DateOnly.TryParseExact(node.String(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        ? node.Text
        : throw node.Error($"is \"{node.Text}\"; it must be a day as yyyy-MM-dd.");
}
