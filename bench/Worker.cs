using System.Globalization;
using WeightPred.Reproduction;

namespace WeightPred.Bench;

/// <summary>This program as somebody else's peer: it speaks as torch_peer.py does, so that the two stacks can be measured side by side.</summary>
internal static class Worker
{
    /// <summary>Says its version, then answers "NETWORK STEPS THREADS" with "milliseconds-a-step parameters loss" until the input ends.</summary>
    public static int Run()
    {
        Console.WriteLine(Stack.Numerics);
        string kept = "";
        SeedWorker? seed = null;
        while (Console.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            string wanted = $"{parts[0]} {parts[2]}";
            if (kept != wanted)
            {
                seed?.Dispose();
                seed = new SeedWorker(Workload.All.Single(w => w.PeerName == parts[0]).Recipe, seed: 0, int.Parse(parts[2], CultureInfo.InvariantCulture));
                kept = wanted;
            }

            double ms = SeedWorker.Measure([seed!], int.Parse(parts[1], CultureInfo.InvariantCulture));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ms:F6} {seed!.Parameters} {seed.Loss:F6}"));
        }

        seed?.Dispose();
        return 0;
    }
}
