using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WeightPred.Bench;

/// <summary>The tables: Markdown, which is also the console's, CSV, and JSON with every block.</summary>
internal sealed record BenchReport(string Machine, string Engine, IReadOnlyList<string> Peers, string How, DateTimeOffset At,
    int Cores, IReadOnlyList<Result> Results)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private double PeakOneCore => Statistics.Median(Results.SelectMany(r => r.PeakOneCore));

    private double PeakAllCores => Statistics.Median(Results.SelectMany(r => r.PeakAllCores));

    /// <summary>Writes the three files.</summary>
    /// <returns>Their paths.</returns>
    public IReadOnlyList<string> Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (var (extension, text) in ((string, string)[])[("md", Markdown()), ("csv", Csv()), ("json", Json())])
        {
            files.Add(Path.Combine(folder, $"WeightPred.Bench.TrainingStep-report.{extension}"));
            File.WriteAllText(files[^1], text);
        }

        return files;
    }

    /// <summary>Header, table, legend.</summary>
    public string Markdown()
    {
        var text = new StringBuilder("```\n");
        text.Append(Machine).Append('\n');
        foreach (string peer in Peers)
            text.Append(peer).Append('\n');
        text.Append($"{How}; {At:yyyy-MM-dd HH:mm} UTC\n");
        double ours = Math.Min(1, Statistics.Median(Results.SelectMany(r => r.RateAllCores)) / PeakAllCores);
        text.Append($"FMA peak, {FmaPeak.Vectors}: 1 core {Number(PeakOneCore)} GFLOP/s, {Cores} cores {Number(PeakAllCores)} "
            + $"GFLOP/s; this process got {ours:P0} of the cores");
        text.Append(ours < 0.9 ? " (NOT QUIET: times are too long, ratios uncertain)\n```\n\n" : "\n```\n\n");
        string all = Cores == 1 ? "1 seed" : $"{Cores} seeds";
        Rows(text,
            ["Training step, batch 1024", "GFLOP", $"{Engine} 1 seed, ms", "of peak", $"{Engine} {all}, ms a step", "of peak",
                "Managed KiB a step"],
            [.. Results.Select(r => (IReadOnlyList<string>)
            [
                r.Workload.Name,
                Number(r.Workload.Operations / 1e9),
                Number(r.OneSeed.Step),
                OfPeak(r, r.OneSeed.Share, PeakOneCore),
                Number(r.AllCores.Share),
                OfPeak(r, r.AllCores.Share, PeakAllCores),
                Number(r.ManagedBytes / 1024.0),
            ])]);
        foreach (string peer in Results[0].Times.Select(t => t.Of.Peer).OfType<string>().Distinct())
        {
            text.Append('\n');
            Rows(text,
                [$"Against {peer}", $"{peer} 1 run, ms", "with", $"{peer} over all cores, ms a step", "with", "Ratio 1 run",
                    "Ratio all cores [worst, best round]", "Largest possible"],
                [.. Results.Select(r => (IReadOnlyList<string>)
                [
                    r.Workload.Name,
                    Number(r.StepOf(peer)!.Step),
                    With(r.StepOf(peer)!),
                    Number(r.ShareOf(peer)!.Share),
                    With(r.ShareOf(peer)!),
                    Number(Statistics.Median(r.RatioOfSteps(peer)!)),
                    $"{Number(Statistics.Median(r.RatioOfThroughput(peer)!))} [{Number(r.RatioOfThroughput(peer)!.Min())}, "
                        + $"{Number(r.RatioOfThroughput(peer)!.Max())}]",
                    Number(r.ShareOf(peer)!.Share * Statistics.Median(r.RateAllCores) * 1e6 / r.Workload.Operations),
                ])]);
        }

        text.Append($"\nMedians over rounds. Ratio: the peer's time over {Engine}'s, the median of the rounds' ratios; above 1 "
            + $"{Engine} is faster. ");
        text.Append("Largest possible: the ratio if every operation of the formula ran at the FMA rate that this process got "
            + "from all cores; skipped zeros count as done. ");
        text.Append("\"ms a step\" over all cores: the machine's time for one step of any of the runs side by side.\n");
        text.Append("Share of peak: operations / time / FMA peak of the cores in use; ").Append(Workload.Formula).Append('\n');
        return text.ToString();
    }

    private string Csv()
    {
        var text = new StringBuilder("workload,engine,arrangement,runs,operations,steps_in_block,round,ms_per_step,"
            + "peak_gflops_one_core,peak_gflops_all_cores\n");
        foreach (var r in Results)
            foreach (var t in r.Times)
                for (int i = 0; i < t.Milliseconds.Count; i++)
                    text.Append(CultureInfo.InvariantCulture,
                        $"{r.Workload.Name},{(t.Of.Peer ?? Engine)},\"{t.Of.Name}\",{t.Of.Runs},{r.Workload.Operations:R},"
                        + $"{t.StepsInBlock},{i + 1},{t.Milliseconds[i]:R},{r.PeakOneCore[i]:R},{r.PeakAllCores[i]:R}\n");
        return text.ToString();
    }

    private string Json() => JsonSerializer.Serialize(
        new
        {
            machine = Machine,
            peers = Peers,
            how = How,
            at = At,
            cores = Cores,
            peak = new { vectors = FmaPeak.Vectors, gflopsOneCore = PeakOneCore, gflopsAllCores = PeakAllCores },
            formula = Workload.Formula,
            results = Results.Select(r => new
            {
                workload = r.Workload.Name,
                experiment = r.Workload.Experiment.Canonical,
                operations = r.Workload.Operations,
                loss = Finite(r.Loss),
                peerLoss = r.PeerLoss is { } peer ? Finite(peer) : null,
                peakOneCore = r.PeakOneCore,
                peakAllCores = r.PeakAllCores,
                rateAllCores = r.RateAllCores,
                managedBytes = r.ManagedBytes,
                ratios = r.Times.Select(t => t.Of.Peer).OfType<string>().Distinct()
                    .Select(p => new { peer = p, oneRun = r.RatioOfSteps(p), allCores = r.RatioOfThroughput(p) }),
                times = r.Times.Select(t => new { engine = t.Of.Peer ?? Engine, arrangement = t.Of.Name, runs = t.Of.Runs,
                    stepsInBlock = t.StepsInBlock, medianMilliseconds = t.Step, milliseconds = t.Milliseconds }),
            }),
        },
        Indented);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string With(Times times) => times.Of.Name[(times.Of.Peer!.Length + 2)..];

    private static string OfPeak(Result r, double milliseconds, double peak) =>
        string.Create(CultureInfo.InvariantCulture, $"{r.Workload.Operations / milliseconds / 1e4 / peak:F0} %");

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : value >= 1 ? "F2" : "F3", CultureInfo.InvariantCulture);

    private static void Rows(StringBuilder text, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. header.Select((h, c) => rows.Select(r => r[c].Length).Append(h.Length).Max())];
        Line(header);
        text.Append('|').AppendJoin('|',
            widths.Select((w, c) => c == 0 ? new string('-', w + 2) : new string('-', w + 1) + ":")).Append("|\n");
        foreach (var row in rows)
            Line(row);

        void Line(IReadOnlyList<string> cells) =>
            text.Append("| ").AppendJoin(" | ",
                cells.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).Append(" |\n");
    }
}
