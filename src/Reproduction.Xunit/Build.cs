using System.Reflection;

namespace Reproduction.Testing;

/// <summary>How the running build came about.</summary>
internal static class Build
{
    /// <summary>The commit that it was built from, with "+" where the sources were changed since; "" where unknown.</summary>
    public static string Commit { get; } = Checkout.Here?.Commit ?? "";

    /// <summary>"tests/NAME -p:NAME=VALUE ": the options of `dotnet test` that decide these claims; "" for none.</summary>
    public static string TestOptions(Assembly assembly)
    {
        var all = assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        return string.Concat(all.Where(data => data.Key == "TestOptions").Select(data => data.Value + " "));
    }
}
