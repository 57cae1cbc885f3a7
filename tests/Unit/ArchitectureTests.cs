using System.Text.RegularExpressions;
using NetArchTest.Rules;
using WeightPred.Models;
using Reproduction;

namespace WeightPred.Unit;

/// <summary>Which part may know which, and that namespaces are folders.</summary>
public sealed class ArchitectureTests
{
    private const string Library = "Reproduction";

    // Below the root, whose words all may use: each folder of the core, and what it may use besides.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Files"] = [],
        ["Statistics"] = ["Files"],
        ["Plots"] = ["Files"],
        ["Results"] = ["Files", "Statistics", "Plots"],
        ["Baselines"] = ["Files", "Statistics", "Plots", "Results"],
        ["Claims"] = ["Statistics", "Plots", "Results"],
    };

    public static TheoryData<string> Folders => [.. MayUse.Keys];

    private static Types Core => Types.InAssembly(typeof(Settings).Assembly);

    private static void Hold(PredicateList types, params IEnumerable<string> forbidden)
    {
        var result = types.ShouldNot().HaveDependencyOnAny([.. forbidden]).GetResult();
        Assert.NotEmpty(result.SelectedTypesForTesting);
        Assert.True(result.IsSuccessful,
            string.Join('\n', (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")));
    }

    private static string Below(string folder) => $"{Library}.{folder}";

    // The packages from below, and what each brings of others.
    [Theory]
    [InlineData(typeof(Settings), "MathNet.Numerics")]
    [InlineData(typeof(IEngine), "Reproduction")]
    [InlineData(typeof(global::Reproduction.Reports.Report), "Reproduction", "ScottPlot", "SkiaSharp")]
    [InlineData(typeof(global::Reproduction.Testing.ClaimTest), "Reproduction", "Reproduction.Reports", "xunit.abstractions",
        "xunit.core", "xunit.execution.dotnet", "xunit.assert", "Xunit.SkippableFact")]
    [InlineData(typeof(NetLearner), "Reproduction", "Reproduction.Runs", "ExactTorch", "CsvHelper")]
    [InlineData(typeof(global::ExactTorch.torch))]
    public void A_package_brings_no_more_than_it_must(Type inIt, params string[] brings) => Assert.Empty(
        inIt.Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => name is not "netstandard" && !name.StartsWith("System.", StringComparison.Ordinal)
            && !name.StartsWith("Microsoft.Win32", StringComparison.Ordinal)).Except(brings));

    [Fact]
    public void The_cores_root_holds_words_alone() =>
        Hold(Core.That().ResideInNamespaceMatching($"^{Regex.Escape(Library)}$"), MayUse.Keys.Select(Below));

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_of_the_core_uses_what_stands_below_it(string folder)
    {
        var forbidden = MayUse.Keys.Except(MayUse[folder]).Where(other => other != folder).ToList();
        if (forbidden.Count > 0)
            Hold(Core.That().ResideInNamespace(Below(folder)), forbidden.Select(Below));
    }

    [Fact]
    public void Every_folder_of_the_core_has_a_rule() => Assert.Empty(
        typeof(Settings).Assembly.GetTypes().Select(type => type.Namespace ?? "")
            .Where(name => name.StartsWith(Library + ".", StringComparison.Ordinal))
            .Select(name => name.Split('.')[1]).Distinct().Except(MayUse.Keys));

    [Fact]
    public void Training_knows_of_the_library_what_it_must() => Hold(
        Types.InAssembly(typeof(Experiment).Assembly).That().ResideInNamespace("WeightPred.Training"),
        MayUse.Keys.Except(["Claims", "Results", "Files"]).Select(Below));

    [Fact]
    public void Models_know_the_engine_alone() => Hold(Types.InAssembly(typeof(Mlp).Assembly).That()
        .ResideInNamespace("WeightPred.Models"), Library, "WeightPred.Training");

    [Fact]
    public void A_sample_uses_the_library_and_xunit_alone()
    {
        foreach (string project in Directory.GetFiles(Path.Combine(Checkout.Root, "samples"), "*.csproj",
            SearchOption.AllDirectories))
            Assert.Equal(["../../src/Reproduction.Xunit/Reproduction.Xunit.csproj"], Regex.Matches(File.ReadAllText(project),
                "<ProjectReference Include=\"([^\"]+)\"").Select(match => match.Groups[1].Value));
    }

    // src/ExactTorch follows TorchSharp's names, which know no folders.
    [Theory]
    [InlineData("Models", "WeightPred.Models")]
    [InlineData("Models.TorchSharp", "WeightPred.Models")]
    [InlineData("Training", "WeightPred.Training")]
    [InlineData("Reproduction", "Reproduction")]
    [InlineData("Reproduction.Runs", "Reproduction.Runs")]
    [InlineData("Reproduction.Reports", "Reproduction.Reports")]
    [InlineData("Reproduction.Xunit", "Reproduction.Testing")]
    [InlineData("Reproduction.Recipes", "Reproduction.Recipes")]
    [InlineData("Reproduction.Recipes.TorchSharp", "Reproduction.Recipes")]
    public void Namespaces_are_folders(string project, string name)
    {
        string root = Path.Combine(Checkout.Root, "src", project);
        string[] files = [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Where(
            file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))];
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files.Select(file => (File: file, Is: Namespace(Path.Combine(root, file)), Should: Folder(file))),
            x => x.Is.Length > 0 && x.Is != x.Should);

        string Folder(string file) => string.Join('.', ((string[])[name, .. file.Split('/')])[..^1]);

        static string Namespace(string file) =>
            Regex.Match(File.ReadAllText(file), @"^namespace ([\w.]+)", RegexOptions.Multiline).Groups[1].Value;
    }
}
