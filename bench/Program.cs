using System.IO.Enumeration;
using System.Runtime.InteropServices;
using WeightPred.Bench;
using Reproduction;
using Reproduction.Recipes.Engines;

const string Usage = """
    Milliseconds per training step: the embedded engine, and PyTorch and TorchSharp where they are found.
      dotnet run -c Release --project bench [-- options]
      --quick          short blocks, three rounds: a look, not a result
      --filter NAME    only workloads whose name holds NAME, or matches it where it has a * ("Deep*@20")
    REPRODUCTION_BENCH_PYTHON names the Python that has torch (else python3); REPRODUCTION_ARTIFACTS and REPRODUCTION_THREADS
    as in the tests.
    """;

bool quick = false;
string filter = "*";
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--quick")
        quick = true;
    else if (args[i] == "--filter" && i + 1 < args.Length)
        filter = args[++i];
    else
        return Complain(args[i] is "--help" or "-h" ? null : $"{args[i]} is not understood.");
}

string pattern = filter.Contains('*') ? filter : $"*{filter}*";
var workloads = Workload.All.Where(w => FileSystemName.MatchesSimpleExpression(pattern, w.Name, ignoreCase: true)).ToList();
if (workloads.Count == 0)
    return Complain($"No workload matches {filter}. There are: {string.Join(", ", Workload.All.Select(w => w.Name))}.");

// The suite's settings are strict about names, and the interpreter is only this project's.
const string PythonVariable = "REPRODUCTION_BENCH_PYTHON";
string root = Checkout.Root;
Settings settings;
try
{
    settings = Settings.Read(
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(e => (string)e.Key != PythonVariable).ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? ""),
        root,
        ignoreCase: OperatingSystem.IsWindows());
}
catch (SettingsException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

int cores = settings.Threads ?? Environment.ProcessorCount;
string? named = Environment.GetEnvironmentVariable(PythonVariable) is { Length: > 0 } set ? set : null;
string machine =
    $"{RuntimeInformation.OSDescription.Trim()}, {Environment.ProcessorCount} logical cores\n.NET {Environment.Version}, "
    + $"{RuntimeInformation.ProcessArchitecture}; device class: {Engine.Device.Class}, numerics {Engine.Device.Numerics}";
var peers = new List<TorchPeer>();
try
{
    // One process a core is PyTorch's answer to one seed a core; on many cores their memory is too much to ask for.
    int processes = cores <= 8 ? cores : 1;
    string arrangements =
        $"best of 1 thread, {cores} threads{(processes > 1 ? $" and, over all cores, {cores} processes of 1 thread" : "")}";
    var peerLines = new List<string>();
    string[] python =
        [named ?? (OperatingSystem.IsWindows() ? "python" : "python3"), Path.Combine(root, "bench", "torch_peer.py")];
    if (StartAll("PyTorch", python) is { } whyNot && named is not null)
        return Complain($"{PythonVariable}: {whyNot}");
    string torchSharp = Path.Combine(root, "bench", "TorchSharp", "bin", "Release", "net10.0", "WeightPred.Bench.TorchSharp.dll");
    if (File.Exists(torchSharp))
        StartAll("TorchSharp", ["dotnet", torchSharp]);
    else
        peerLines.Add("No TorchSharp (bench/README.md tells how to build it)");

    string? StartAll(string peerEngine, string[] command)
    {
        for (int i = 0; i < processes; i++)
        {
            if (TorchPeer.Start(peerEngine, command, out string why) is not { } peer)
            {
                peerLines.Add($"No {peerEngine} ({why})");
                return why;
            }

            peers.Add(peer);
        }

        peerLines.Add($"{peers[^1].Version}, eager, CPU, "
            + $"{(peerEngine == "PyTorch" ? "fused Adam, " : "")}OMP_WAIT_POLICY=PASSIVE, freed memory kept; {arrangements}");
        return null;
    }

    int rounds = quick ? 3 : 5;
    double block = quick ? 80 : 200;
    var measurement = new Interleaved(cores, rounds, block, peers);
    var results = new List<Result>();
    foreach (var workload in workloads)
    {
        Console.WriteLine($"// {workload.Name} ...");
        results.Add(measurement.Run(workload));
    }

    var report = new BenchReport(
        machine,
        "ExactTorch",
        peerLines,
        $"{(quick ? "Quick look: " : "")}{rounds} rounds, interleaved, blocks of {block:F0} ms or one step",
        DateTimeOffset.UtcNow,
        cores,
        results);
    Console.WriteLine();
    Console.WriteLine(report.Markdown());
    foreach (string file in report.Write(Path.Combine(settings.Artifacts, "bench")))
        Console.WriteLine($"// {file}");
    return 0;
}
finally
{
    peers.ForEach(peer => peer.Dispose());
}

static int Complain(string? fault)
{
    if (fault is not null)
        Console.Error.WriteLine(fault);
    Console.WriteLine(Usage);
    return fault is null ? 0 : 2;
}
