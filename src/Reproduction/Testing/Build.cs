using System.Diagnostics;
using System.Reflection;

namespace WeightPred.Reproduction.Testing;

/// <summary>How the running build came about.</summary>
internal static class Build
{
    private static readonly Lazy<string> Known = new(Read);

    /// <summary>The commit of the sources, with "+" where they were changed since; "" where git cannot tell.</summary>
    public static string Commit => Known.Value;

    /// <summary>"embedded, snapshots in files": the properties that the build was made with.</summary>
    public static string Of(Assembly assembly) => string.Join(", ", PropertiesOf(assembly).Select(p => $"{p.Name} {p.Value}"));

    /// <summary>"-p:Stack=torchsharp -p:TorchDevice=cpu ": what has to be said to build as it was built; "" for the embedded stack.</summary>
    public static string Options(Assembly assembly)
    {
        var properties = PropertiesOf(assembly);
        return properties.Contains(("Stack", "torchsharp")) ? string.Concat(properties.Select(p => $"-p:{p.Name}={p.Value} ")) : "";
    }

    private static IReadOnlyList<(string Name, string Value)> PropertiesOf(Assembly assembly)
    {
        var metadata = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(a => a.Value is { Length: > 0 }).ToDictionary(a => a.Key, a => a.Value!);
        return [.. new[] { "Stack", "TorchDevice", "Snapshots" }.Where(metadata.ContainsKey).Select(key => (key, metadata[key]))];
    }

    private static string Read()
    {
        string commit = Git("rev-parse --short=12 HEAD");
        return commit.Length > 0 && Git("status --porcelain --untracked-files=no").Length > 0 ? commit + "+" : commit;
    }

    private static string Git(string arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = RepositoryFolder.Find(), RedirectStandardOutput = true, RedirectStandardError = true });
            string text = git!.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? text.Trim() : "";
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            return "";
        }
    }
}
