using System.Globalization;
using WeightPred.Bench;
using Reproduction.Recipes.Engines;

// Speaks as torch_peer.py does: its version first. Then it answers each line "NETWORK STEPS THREADS" with "MILLISECONDS-A-STEP
// PARAMETERS LOSS".
Console.WriteLine(Engine.Device.Numerics);
string kept = "";
SeedWorker? seed = null;
while (Console.ReadLine() is { } line)
{
    string[] parts = line.Split(' ');
    string wanted = $"{parts[0]} {parts[2]}";
    if (kept != wanted)
    {
        seed?.Dispose();
        var experiment = Workload.All.Single(w => w.PeerName == parts[0]).Experiment;
        int threads = int.Parse(parts[2], CultureInfo.InvariantCulture);
        seed = new SeedWorker(experiment, seed: 0, begin: () => set_num_threads(threads));
        kept = wanted;
    }

    double ms = SeedWorker.Measure([seed!], int.Parse(parts[1], CultureInfo.InvariantCulture));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ms:F6} {seed!.Parameters} {seed.Loss:F6}"));
}

seed?.Dispose();
