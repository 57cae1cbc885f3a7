using System.Reflection;

namespace WeightPred.Reproduction;

/// <summary>How this build was made: the choices of Stack.props, for the header of a report.</summary>
public static class BuildChoices
{
    /// <summary>"embedded" or "torchsharp".</summary>
    public static string Stack { get; } = Of("Stack")!;

    /// <summary>"cpu" or "cuda": the libtorch that was restored; null on the embedded stack.</summary>
    public static string? TorchDevice { get; } = Of("TorchDevice");

    /// <summary>"files" or "verify".</summary>
    public static string Snapshots { get; } = Of("Snapshots")!;

    /// <summary>As they are given to dotnet: "Stack=torchsharp TorchDevice=cpu Snapshots=files".</summary>
    public static string Line { get; } = $"Stack={Stack}{(TorchDevice is null ? "" : $" TorchDevice={TorchDevice}")} Snapshots={Snapshots}";

    private static string? Of(string key) => typeof(BuildChoices).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;
}
