using System.Diagnostics;
using System.Reflection;

namespace WeightPred.Reproduction.Testing;

/// <summary>How the running build came about.</summary>
internal static class Build
{
    private static readonly Lazy<string> Known = new(Read);

    /// <summary>The commit of the sources, with "+" where they were changed since; "" where git cannot tell.</summary>
    public static string Commit => Known.Value;

    /// <summary>"tests/NAME -p:NAME=VALUE ": the options of `dotnet test` that decide these claims; "" for none.</summary>
    public static string TestOptions(Assembly assembly)
    {
        var all = assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        return string.Concat(all.Where(data => data.Key == "TestOptions").Select(data => data.Value + " "));
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
