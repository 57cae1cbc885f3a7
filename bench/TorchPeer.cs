using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace WeightPred.Bench;

/// <summary>A process that stays alive and trains the same networks on
/// PyTorch (torch_peer.py) or TorchSharp (bench/TorchSharp).</summary>
internal sealed class TorchPeer : IDisposable
{
    private readonly Process _process;

    private TorchPeer(Process process, string engine, string version) => (_process, Engine, Version) = (process, engine, version);

    /// <summary>"PyTorch" or "TorchSharp".</summary>
    public string Engine { get; }

    /// <summary>"PyTorch 2.14.1".</summary>
    public string Version { get; }

    /// <summary>Numbers that the optimiser moves.</summary>
    public long Parameters { get; private set; }

    /// <summary>Moving average of the loss.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>Starts one, or says why it cannot.</summary>
    /// <param name="engine">Its name in the report.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="whyNot">Why there is none.</param>
    public static TorchPeer? Start(string engine, IReadOnlyList<string> command, out string whyNot)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true,
            RedirectStandardOutput = true, RedirectStandardError = true };
        // Threads that wait must not spin on a core that another process could use, and nobody's tuning for other libraries
        // applies.
        info.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        // glibc would hand a step's tensors back to the system, and have every page cleared anew in the next.
        foreach (var (name, value) in ((string, string)[])[("MALLOC_TRIM_THRESHOLD_", "-1"), ("MALLOC_MMAP_MAX_", "0"),
            ("MALLOC_ARENA_MAX", "1")])
            info.Environment[name] = value;
        foreach (string name in (string[])["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_NUM_THREADS", "MKL_NUM_THREADS"])
            info.Environment.Remove(name);
        try
        {
            var process = Process.Start(info)!;
            string last = "";
            process.ErrorDataReceived += (_, line) => last = string.IsNullOrWhiteSpace(line.Data) ? last : line.Data;
            process.BeginErrorReadLine();
            if (process.StandardOutput.ReadLine() is { } version)
            {
                whyNot = "";
                return new TorchPeer(process, engine, version);
            }

            process.WaitForExit();
            whyNot = last;
            process.Dispose();
        }
        catch (Win32Exception e)
        {
            whyNot = e.Message;
        }

        return null;
    }

    /// <summary>Trains in all of the processes side by side; milliseconds a step of the slowest.</summary>
    public static double Measure(IReadOnlyList<TorchPeer> peers, string network, int steps, int threads)
    {
        foreach (var peer in peers)
        {
            peer._process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{network} {steps} {threads}"));
            peer._process.StandardInput.Flush();
        }

        return peers.Max(peer => peer.Answer());
    }

    private double Answer()
    {
        string line = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"The {Engine} process ended early.");
        string[] parts = line.Split(' ');
        Parameters = long.Parse(parts[1], CultureInfo.InvariantCulture);
        Loss = double.Parse(parts[2], CultureInfo.InvariantCulture);
        return double.Parse(parts[0], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(5000))
                _process.Kill(entireProcessTree: true);
        }
        catch (IOException)
        {
            // It is gone already.
        }

        _process.Dispose();
    }
}
