using WeightPred.Reproduction.Runs;
using WeightPred.Training.Devices;
using WeightPred.Training.Engines;

namespace WeightPred.Training;

/// <summary>The engine of this build, as runs see it.</summary>
internal sealed class TrainingEngine : IEngine
{
    public static TrainingEngine Instance { get; } = new();

    public Reproduction.Results.Device Device => Engine.Device;

    public int Parallelism => Engine.Parallelism;

    public string? WhyNoGpu => Engine.WhyNoGpu;

    public void CheckDevice() => Engine.CheckDevice();

    public string? Explain(Exception e) => GpuTrouble.Explain(e);

    public void CheckArithmetic() => Engine.CheckArithmetic();

    public void EndOfRun() => Engine.EndOfRun();
}
