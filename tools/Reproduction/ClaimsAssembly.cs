using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Claims;
using Reproduction.Reports;
using Reproduction.Testing;
using Reproduction.Recipes.Engines;

namespace Reproduction.Tool;

/// <summary>The claims as they were built: read, never run.</summary>
internal sealed class ClaimsAssembly
{
    private readonly Assembly _assembly;
    private readonly Place _place;
    private readonly WriteUpAttribute _about;

    private ClaimsAssembly(Assembly assembly, Place place) =>
        (_assembly, _place, _about) = (assembly, place, assembly.GetCustomAttribute<WriteUpAttribute>()
        ?? throw new ToolException($"{assembly.Location} holds no claims: it has no [assembly: WriteUp(...)]."));

    /// <summary>The write-up's title.</summary>
    public string Title => _about.Title;

    /// <summary>Folder of the baselines.</summary>
    public string Baselines => Checkout.Built(Path.GetDirectoryName(_assembly.Location)!) is { } from
        ? Path.GetFullPath(Path.GetRelativePath(from.Folder, from.Baselines), _place.Root)
        : Path.Combine(_place.Root, BaselineFile.UsualFolder);

    /// <summary>Folder of its README and its pages: where its baselines lie, too.</summary>
    public string Home => Path.GetDirectoryName(Baselines)!;

    /// <summary>Folder of its results.</summary>
    public string Artifacts => Suite.ArtifactsOf(Baselines, _place.Root, _place.Artifacts);

    /// <summary>Folder of its published runs.</summary>
    /// <param name="exact">Those that claims are decided from; else those of other engines, which pages show.</param>
    public string Runs(bool exact) => Path.Combine(Baselines, exact ? "runs" : "independent");

    /// <summary>The quick and the full plan of each claim, in the order of their ids.</summary>
    public IReadOnlyList<(Plan Quick, Plan Full)> Plans =>
        [.. Suite.ClaimsOf(_assembly).Select(claim => (claim.PlanOf(Tier.Quick), claim.PlanOf(Tier.Full)))];

    /// <summary>The full plans; in a rehearsal, in few steps a run.</summary>
    public IReadOnlyList<Plan> PlansToTrain => [.. Suite.ClaimsOf(_assembly).Select(claim => claim.RehearsalPlan)];

    /// <summary>Its claims about figures, in the order of their ids.</summary>
    public IReadOnlyList<IFigureClaim> Figures => [.. Suite.ClaimsOf(_assembly).OfType<IFigureClaim>()];

    /// <summary>How its results are rendered.</summary>
    public ReportOptions ReportOptions => Suite.ReportOptionsOf(_assembly);

    /// <summary>The one that is named, or the newest that was built on this program's engine.</summary>
    /// <exception cref="ToolException">There is none, or it was built against another library.</exception>
    public static ClaimsAssembly Load(string? path, Place place) => TryLoad(path, place)
        ?? throw new ToolException("No claims are built here: run dotnet build, or name an assembly with --claims.");

    /// <summary>Does as <see cref="Load"/>; null where none is named and none is built.</summary>
    public static ClaimsAssembly? TryLoad(string? path, Place place)
    {
        var file = path is null ? Newest(place) : Path.GetFullPath(path);
        if (file is null)
            return null;
        if (!File.Exists(file))
            throw new ToolException($"There is no {file}: build the claims, and name their assembly.");
        if (path is null && SourceSince(file) is { } source)
            throw new ToolException(
                $"{place.Shown(source)} was changed after the claims were built: run dotnet build, or name an assembly with "
                    + "--claims.");
        // The library is this program's own; whatever else the claims use lies beside them.
        AssemblyLoadContext.Default.Resolving += (context, name) => Path.Combine(Path.GetDirectoryName(file)!, name.Name + ".dll")
            is var beside && File.Exists(beside) ? context.LoadFromAssemblyPath(beside) : null;
        try
        {
            var claims = new ClaimsAssembly(AssemblyLoadContext.Default.LoadFromAssemblyPath(file), place);
            _ = claims.Plans;
            return claims;
        }
        catch (Exception e) when (e is BadImageFormatException or ReflectionTypeLoadException or TypeLoadException
            or MissingMemberException or FileNotFoundException or FileLoadException)
        {
            throw new ToolException($"{file} does not fit this program: build both anew (dotnet build). {e.Message}");
        }
    }

    /// <summary>The newest build of each project of claims in a repository, on this program's engine or on none.</summary>
    public static IReadOnlyList<(string File, Checkout From)> Built(Place place) =>
    [
        .. from folder in Directory.EnumerateFiles(place.Root, Checkout.File,
            new EnumerationOptions { RecurseSubdirectories = true }).Select(beside => Path.GetDirectoryName(beside)!)
           where Directory.EnumerateFiles(folder, "Reproduction.Recipes*.dll")
               .All(file => Path.GetFileNameWithoutExtension(file) == typeof(Engine).Assembly.GetName().Name)
           let built = Checkout.Built(folder)
           where built is { Claims.Length: > 0 } && built.Folder == place.Root && File.Exists(Path.Combine(folder, built.Claims))
           group (File: Path.Combine(folder, built.Claims), From: built) by built.Project into project
           select project.MaxBy(build => Made(build.File).Max(File.GetLastWriteTimeUtc)),
    ];

    // The claims whose baselines lie in the repository's root, else the only ones.
    private static string? Newest(Place place)
    {
        var built = Built(place);
        if (built.FirstOrDefault(
            one => one.From.Baselines == Path.Combine(place.Root, BaselineFile.UsualFolder)).File is { } first)
            return first;
        return built.Count <= 1 ? built.FirstOrDefault().File
            : throw new ToolException($"There are several projects of claims: name one with --claims: "
                + $"{string.Join(", ", built.Select(one => place.Shown(one.File)))}.");
    }

    // An assembly, and whatever else of this repository it uses: this program's own assemblies are not taken from there.
    private static IEnumerable<string> Made(string file)
    {
        string[] own = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(Path.GetFileName).OfType<string>()];
        return Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.pdb")
            .Select(symbols => Path.ChangeExtension(symbols, ".dll"))
            .Where(dll => !own.Contains(Path.GetFileName(dll)) && File.Exists(dll)).Append(file);
    }

    // A source that is newer than the build: one that it was made of, by its symbols. This program's own assemblies are not taken
    // from there.
    private static string? SourceSince(string file)
    {
        var built = Made(file).Max(File.GetLastWriteTimeUtc);
        return Made(file).Select(dll => Path.ChangeExtension(dll, ".pdb")).Where(File.Exists).SelectMany(Documents)
            .Concat(Directory.EnumerateFiles(Checkout.Built(Path.GetDirectoryName(file)!)!.Project, "*.cs"))
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
