using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Reproduction.Claims;
using Reproduction.Files;

namespace Reproduction.Runs;

/// <summary>A run as it stands in the repository.</summary>
/// <param name="Run">Without weights; its metrics came with it.</param>
/// <param name="Numerics">The numeric contract that it was trained by.</param>
/// <param name="Reason">Why it was published.</param>
internal sealed record PublishedRun<T>(Run<T> Run, string Numerics, string Reason)
    where T : class, IRecipe<T>;

/// <summary>
/// Runs that the repository carries, one readable file each: curve, metrics and the hash of the final weights. Anybody with a
/// checkout can prove their start and replay the rest. A run serves every smaller number of steps, too, for what its curve holds
/// (<see cref="Run{T}.Until"/>).
/// </summary>
/// <param name="folder">Its folder, <see cref="Folder"/> or <see cref="Independent"/>.</param>
internal sealed partial class PublishedRuns<T>(string folder)
    where T : class, IRecipe<T>
{
    /// <summary>Folder of the runs that claims are decided from, within that of the baselines.</summary>
    public const string Folder = "runs";

    /// <summary>
    /// Folder of the runs of other frameworks. They promise no bits: pages show them, and no claim is decided from them.
    /// </summary>
    public const string Independent = "independent";

    /// <summary>
    /// Seeds of an experiment that are published from an index on without a gap, with its steps or with more, trained by this
    /// build's numeric contract.
    /// </summary>
    public int Count(T experiment, int firstSeed = 0)
    {
        int[] budgets = Budgets(experiment);
        int seeds = 0;
        while (FileOf(experiment, firstSeed + seeds, budgets) is not null)
            seeds++;
        return seeds;
    }

    /// <summary>One run, not proven: of its own number of steps, else the beginning of the shortest longer one.</summary>
    /// <exception cref="MissingRunsException">It is not published.</exception>
    /// <exception cref="InvalidRunException">Its file cannot be used; the message says why, and what to do.</exception>
    public Run<T> Read(T experiment, int seed) => Find(experiment, seed)
        ?? throw new MissingRunsException(
            $"{experiment.Name}, seed {seed} is not published: {PathOf(experiment, seed)} is not there.");

    /// <summary>Reads a run as <see cref="Read(T, int)"/>; null where it is not published.</summary>
    /// <exception cref="InvalidRunException">Its file cannot be used.</exception>
    public Run<T>? Find(T experiment, int seed) =>
        FileOf(experiment, seed, Budgets(experiment)) is { } path ? Read(path).Run.Until(experiment.Steps) : null;

    /// <summary>
    /// Finds a run as <see cref="Find(T, int)"/>. Null, too, for one that lacks one of these metrics: it was published before a
    /// claim asked for it, or it is the beginning of a longer run.
    /// </summary>
    /// <exception cref="InvalidRunException">Its file cannot be used.</exception>
    public Run<T>? Find(T experiment, int seed, IEnumerable<Metric> metrics) =>
        Find(experiment, seed) is { } run && metrics.All(metric => metric.GivenBy(run)) ? run : null;

    /// <summary>Its runs from an index on, as far as <see cref="Count(T, int)"/> counts them; not proven.</summary>
    /// <exception cref="InvalidRunException">A file cannot be used.</exception>
    public IReadOnlyList<Run<T>> Of(T experiment, int firstSeed = 0) =>
        [.. Enumerable.Range(firstSeed, Count(experiment, firstSeed)).Select(seed => Read(experiment, seed))];

    /// <summary>
    /// Reads the runs of an experiment by seed, from 0 on without a gap. They are not proven: pages show them, on any engine.
    /// </summary>
    /// <exception cref="InvalidRunException">A file cannot be used.</exception>
    public Func<IExperiment, IReadOnlyList<AnswerRun>> ToShow() => BySeed(ReadAll());

    /// <summary>The same for each numeric contract or library that the runs follow, by its name.</summary>
    /// <exception cref="InvalidRunException">A file cannot be used.</exception>
    public IReadOnlyList<(string Name, Func<IExperiment, IReadOnlyList<AnswerRun>> Runs)> ToShowByNumerics() =>
        [.. ReadAll().GroupBy(published => published.Numerics).OrderBy(runs => runs.Key, StringComparer.Ordinal)
            .Select(runs => (runs.Key, BySeed(runs)))];

    private static Func<IExperiment, IReadOnlyList<AnswerRun>> BySeed(IEnumerable<PublishedRun<T>> runs)
    {
        var all = runs.Select(published => published.Run).ToLookup(run => Recipe(run.Experiment));
        return asked =>
        {
            var experiment = (T)asked;
            var shortest = all[Recipe(experiment)].Where(run => Serves(run.Experiment.Steps, experiment.Steps))
                .GroupBy(run => run.Seed).OrderBy(lengths => lengths.Key)
                    .Select(lengths => lengths.MinBy(run => run.Experiment.Steps)!);
            return [.. shortest.TakeWhile((run, i) => run.Seed == i)
                .Select(run => new AnswerRun(run.Experiment.Name, run.Until(experiment.Steps), run.Origin.Machine,
                    run.Origin.Spent) { Proven = Proof.Reach(run) })];
        };
    }

    /// <summary>All runs, of whatever numeric contract, by file name.</summary>
    /// <exception cref="InvalidRunException">A file cannot be used.</exception>
    public IReadOnlyList<PublishedRun<T>> ReadAll() => [.. Files.Select(Read)];

    /// <summary>Files of runs that this build does not offer, in words:
    /// damaged ones, and those of another numeric contract; empty where all is well.</summary>
    public IReadOnlyList<string> NotOffered()
    {
        var said = new List<string>();
        var others = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (string path in Files)
        {
            try
            {
                if (Read(path) is { Numerics: var numerics } && numerics != T.Engine.Device.Numerics)
                    others[numerics] = others.GetValueOrDefault(numerics) + 1;
            }
            catch (InvalidRunException e)
            {
                said.Add(e.Message);
            }
        }

        said.AddRange(others.Select(other => $"{other.Value} published run{(other.Value == 1 ? "" : "s")} "
            + $"follow{(other.Value == 1 ? "s" : "")} the numeric contract \"{other.Key}\", this build "
            + $"\"{T.Engine.Device.Numerics}\": not used here. Train and publish them again."));
        return said;
    }

    /// <summary>Writes a run as it is; <see cref="Publishing{T}"/> proves it and computes its metrics first.</summary>
    /// <returns>Its file.</returns>
    public string Write(Run<T> run, string reason)
    {
        string path = PathOf(run.Experiment, run.Seed);
        WholeFile.Write(path, PublishedRunFile.Text(new PublishedRun<T>(run, T.Engine.Device.Numerics, reason)));
        return path;
    }

    /// <summary>
    /// Path of a run, whether it exists or not: a readable stem, the seed, and the start of a hash over experiment, seed and
    /// numeric contract.
    /// </summary>
    public string PathOf(T experiment, int seed) => PathOf(experiment, seed, T.Engine.Device.Numerics);

    /// <summary>All files, by name.</summary>
    public IEnumerable<string> Files =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal) : [];

    // Numbers of steps that this folder's names have, and that serve an experiment: the shortest first.
    private int[] Budgets(T experiment) =>
    [
        .. Files.Select(file => StepsOfName().Match(Path.GetFileName(file))).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Append(experiment.Steps).Distinct()
            .Where(steps => Serves(steps, experiment.Steps)).Order(),
    ];

    // The evaluation of the start stands after a fixed step: a run that ends before has another.
    private static bool Serves(int steps, int asked) => steps == asked || (steps > asked && asked >= Proof.EvaluatedAfter);

    private string? FileOf(T experiment, int seed, int[] budgets) =>
        budgets.Select(steps => PathOf(experiment.WithSteps(steps), seed)).FirstOrDefault(File.Exists);

    private static string Recipe(T experiment) => experiment.WithSteps(0).Canonical;

    [GeneratedRegex(@"-(\d+)x\d+[-.]")]
    private static partial Regex StepsOfName();

    private string PathOf(T experiment, int seed, string numerics)
    {
        string stem = experiment.Name.Replace(", ", "-", StringComparison.Ordinal).Replace('/', '-')
            .Replace(" ", "", StringComparison.Ordinal);
        string key = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{experiment.Canonical}|{seed}|{numerics}")))[..8];
        return Path.Combine(folder, $"{stem}.s{seed}.{key}.json");
    }

    /// <summary>The run of one file, not proven, of whatever numeric contract.</summary>
    /// <exception cref="InvalidRunException">The file cannot be used; the message names it.</exception>
    public PublishedRun<T> Read(string path)
    {
        var published = PublishedRunFile.Read<T>(path);
        string expected = PathOf(published.Run.Experiment, published.Run.Seed, published.Numerics);
        return Path.GetFileName(path) == Path.GetFileName(expected)
            ? published
            : throw new InvalidRunException($"{path} holds the run of {Path.GetFileName(expected)}. Give it that name, or "
                + $"restore it (git checkout -- \"{path}\").");
    }
}
