using Reproduction.Runs;
using Reproduction.Recipes.Devices;
using Reproduction.Recipes.Engines;

namespace Reproduction.Recipes;

/// <summary>The engine of this build, as runs see it.</summary>
internal sealed class NetEngine : IEngine
{
    public static IEngine Instance { get; } = new NetEngine();

    public bool Exact => Engine.Exact;

    public Reproduction.Results.Device Device => Engine.Device;

    public int Parallelism => Engine.Parallelism;

    public string? WhyNoGpu => Engine.WhyNoGpu;

    public void CheckDevice() => Engine.CheckDevice();

    public string? Explain(Exception e) => GpuTrouble.Explain(e);

    public void CheckArithmetic() => Engine.CheckArithmetic();

    public void EndOfRun() => Engine.EndOfRun();
}
