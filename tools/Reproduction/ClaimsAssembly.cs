using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;
using Reproduction;
using Reproduction.Claims;
using Reproduction.Reports;
using Reproduction.Testing;
using Reproduction.Recipes.Engines;

namespace Reproduction.Tool;

/// <summary>The claims as they were built: read, never run.</summary>
internal sealed class ClaimsAssembly
{
    // Claims are built once for each engine, and this program has one of them.
    private static readonly string Project = Engine.Exact ? "Claims" : "Claims.TorchSharp";

    private readonly Assembly _assembly;
    private readonly WriteUpAttribute _about;

    private ClaimsAssembly(Assembly assembly) => (_assembly, _about) = (assembly, assembly.GetCustomAttribute<WriteUpAttribute>()
        ?? throw new ToolException($"{assembly.Location} holds no claims: it has no [assembly: WriteUp(...)]."));

    /// <summary>The write-up's title.</summary>
    public string Title => _about.Title;

    /// <summary>Folder of the baselines, from the repository's root.</summary>
    public string Baselines => _about.Baselines;

    /// <summary>Folder of its results, from the artifacts'.</summary>
    public string Artifacts => _about.Artifacts;

    /// <summary>Folder of its pages' docs, from the repository's root: where its baselines lie, too.</summary>
    public string Home => Path.GetDirectoryName(_about.Baselines) ?? "";

    /// <summary>The quick and the full plan of each claim, in the order of their ids.</summary>
    public IReadOnlyList<(Plan Quick, Plan Full)> Plans => [.. Suite.ClaimsOf(_assembly).Select(claim => (claim.PlanOf(Tier.Quick), claim.PlanOf(Tier.Full)))];

    /// <summary>The full plans; in a rehearsal, in few steps a run.</summary>
    public IReadOnlyList<Plan> PlansToTrain => [.. Suite.ClaimsOf(_assembly).Select(claim => claim.RehearsalPlan)];

    /// <summary>Its claims about figures, in the order of their ids.</summary>
    public IReadOnlyList<IFigureClaim> Figures => [.. Suite.ClaimsOf(_assembly).OfType<IFigureClaim>()];

    /// <summary>How its results are rendered.</summary>
    public ReportOptions ReportOptions => Suite.ReportOptionsOf(_assembly);

    /// <summary>The one that is named, or the newest that was built on this program's engine.</summary>
    /// <exception cref="ToolException">There is none, or it was built against another library.</exception>
    public static ClaimsAssembly Load(string? path, Place place) => TryLoad(path, place)
        ?? throw new ToolException($"No claims are built: run dotnet build tests/{Project}, or name an assembly with --claims.");

    /// <summary>Does as <see cref="Load"/>; null where none is named and none is built.</summary>
    public static ClaimsAssembly? TryLoad(string? path, Place place)
    {
        string project = Path.Combine(place.Root, "tests", Project);
        var file = path is null ? Newest(Path.Combine(project, "bin")) : Path.GetFullPath(path);
        if (file is null)
            return null;
        if (!File.Exists(file))
            throw new ToolException($"There is no {file}: build the claims, and name their assembly.");
        if (path is null && SourceSince(file, project) is { } source)
            throw new ToolException(
                $"{place.Shown(source)} was changed after the claims were built: run dotnet build tests/{Project}, or name an assembly with --claims.");
        // The library is this program's own; whatever else the claims use lies beside them.
        AssemblyLoadContext.Default.Resolving += (context, name) => Path.Combine(Path.GetDirectoryName(file)!, name.Name + ".dll") is var beside && File.Exists(beside) ? context.LoadFromAssemblyPath(beside) : null;
        try
        {
            var claims = new ClaimsAssembly(AssemblyLoadContext.Default.LoadFromAssemblyPath(file));
            _ = claims.Plans;
            return claims;
        }
        catch (Exception e) when (e is BadImageFormatException or ReflectionTypeLoadException or TypeLoadException or MissingMemberException or FileNotFoundException or FileLoadException)
        {
            throw new ToolException($"{file} does not fit this program: build both anew (dotnet build). {e.Message}");
        }
    }

    private static string? Newest(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, $"WeightPred.{Project}.dll", SearchOption.AllDirectories).MaxBy(Built)
        : null;

    // Claims share an assembly of their own, which may be the only one that was built.
    private static DateTime Built(string file) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "WeightPred.*.dll").Max(File.GetLastWriteTimeUtc);

    // A source that is newer than the build: one that it was made of, by its symbols, or one that lies beside those. This program's
    // own assemblies are not taken from there.
    private static string? SourceSince(string file, string project)
    {
        string[] own = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "WeightPred.*.dll").Select(Path.GetFileName).OfType<string>()];
        var made = Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "WeightPred.*.pdb")
            .Where(symbols => !own.Contains(Path.ChangeExtension(Path.GetFileName(symbols), ".dll"))).SelectMany(Documents);
        var built = Built(file);
        return made.Concat(Directory.EnumerateFiles(project, "*.cs"))
            .FirstOrDefault(source => File.Exists(source) && File.GetLastWriteTimeUtc(source) > built);
    }

    private static string[] Documents(string symbols)
    {
        try
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
            var reader = provider.GetMetadataReader();
            return [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))];
        }
        catch (BadImageFormatException)
        {
            return []; // symbols of another format name no sources
        }
    }
}
