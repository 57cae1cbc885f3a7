namespace Reproduction;

/// <summary>Where a build comes from, as it was written beside its output.</summary>
/// <param name="Folder">The repository: the nearest folder above the project that has a .git or a solution.</param>
/// <param name="Project">Folder of the project.</param>
/// <param name="Baselines">Folder of its claims' baselines.</param>
/// <param name="Claims">File name of the assembly of claims; "" where it is none.</param>
/// <param name="Commit">The commit, with "+" where the sources were changed since; "" where unknown.</param>
/// <param name="Command">How this library's command line is called there.</param>
internal sealed record Checkout(string Folder, string Project, string Baselines, string Claims, string Commit, string Command)
{
    /// <summary>The file beside the output.</summary>
    public const string File = "checkout.txt";

    /// <summary>The running program's; null for an installed one.</summary>
    public static Checkout? Here { get; } = Built(AppContext.BaseDirectory);

    /// <summary>The running program's repository; for an installed one that of the working folder, else this folder.</summary>
    public static string Root { get; } = Here?.Folder ?? Above(Directory.GetCurrentDirectory())
        ?? Directory.GetCurrentDirectory();

    /// <summary>A call of the command line, as the reader of a message types it.</summary>
    /// <param name="arguments">For example "review P1.1".</param>
    public static string Call(string arguments) => $"{Here?.Command ?? "dotnet reproduction"} {arguments}";

    /// <summary>The repository that a folder lies in; null where it lies in none.</summary>
    public static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (folder.Exists && (Path.Exists(Path.Combine(folder.FullName, ".git")) || folder.EnumerateFiles("*.sln*").Any()))
                return folder.FullName;
        return null;
    }

    /// <summary>Reads it beside an output. A copy of a repository, its output included, is a repository of its own.</summary>
    /// <param name="output">Folder of the output.</param>
    /// <returns>Null where the build wrote nothing, or where the sources are gone.</returns>
    public static Checkout? Built(string output)
    {
        string file = Path.Combine(output, File);
        if (!System.IO.File.Exists(file))
            return null;
        var lines = System.IO.File.ReadAllLines(file).Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
        string Line(string key) => lines.GetValueOrDefault(key, "");
        string project = Path.TrimEndingDirectorySeparator(Line("project"));
        var (root, origin) = (Above(output), Above(project));
        string? copied = root is null || root == origin ? null : Within(root, project);
        if (copied is null && origin is null)
            return null;
        string here = copied ?? project, baselines = Path.GetFullPath(Path.GetRelativePath(project, Line("baselines")), here);
        return new((copied is null ? origin : root)!, here, baselines, Line("claims"), Line("commit"), Line("command"));
    }

    // The project's folder in a copy of its repository: by the longest end of its path that is there.
    private static string? Within(string root, string project)
    {
        string[] parts = project.Split(Path.DirectorySeparatorChar);
        return Enumerable.Range(1, parts.Length - 1).Select(from => Path.Combine([root, .. parts[from..]]))
            .FirstOrDefault(Directory.Exists);
    }
}
