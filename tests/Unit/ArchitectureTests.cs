using System.Text.RegularExpressions;
using NetArchTest.Rules;
using WeightPred.Models;
using WeightPred.Reproduction;

namespace WeightPred.Unit;

/// <summary>Which part may know which, and that namespaces are folders.</summary>
public sealed class ArchitectureTests
{
    private const string Library = "WeightPred.Reproduction";

    // Below the root, whose words all may use: each folder, and what it may use besides. Testing stands on top.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Files"] = [],
        ["Statistics"] = ["Files"],
        ["Plots"] = ["Files"],
        ["Results"] = ["Files", "Statistics", "Plots"],
        ["Baselines"] = ["Files", "Statistics", "Plots", "Results"],
        ["Claims"] = ["Statistics", "Plots", "Results"],
        ["Reports"] = ["Files", "Statistics", "Plots", "Results", "Baselines", "Claims"],
        ["Testing"] = ["Files", "Statistics", "Plots", "Results", "Baselines", "Reports", "Claims"],
    };

    public static TheoryData<string> Folders => [.. MayUse.Keys];

    private static Types Reproduction => Types.InAssembly(typeof(Settings).Assembly);

    private static void Hold(PredicateList types, params IEnumerable<string> forbidden)
    {
        var result = types.ShouldNot().HaveDependencyOnAny([.. forbidden]).GetResult();
        Assert.NotEmpty(result.SelectedTypesForTesting);
        Assert.True(result.IsSuccessful, string.Join('\n', (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")));
    }

    private static string Below(string folder) => $"{Library}.{folder}";

    [Fact]
    public void The_library_knows_no_engine_no_write_up_and_no_training()
    {
        Hold(Reproduction.That().ResideInNamespace(Library), "ExactTorch", "TorchSharp", "WeightPred.Models", "WeightPred.Training");
        Assert.DoesNotContain(typeof(Settings).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("WeightPred", StringComparison.Ordinal) || a.Name.Contains("Torch", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_root_holds_words_alone() => Hold(Reproduction.That().ResideInNamespaceMatching($"^{Regex.Escape(Library)}$"), MayUse.Keys.Select(Below));

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_of_the_library_uses_what_stands_below_it(string folder)
    {
        var forbidden = MayUse.Keys.Except(MayUse[folder]).Where(other => other != folder).ToList();
        if (forbidden.Count > 0)
            Hold(Reproduction.That().ResideInNamespace(Below(folder)), forbidden.Select(Below));
    }

    [Fact]
    public void Every_folder_of_the_library_has_a_rule() => Assert.Empty(
        typeof(Settings).Assembly.GetTypes().Select(type => type.Namespace ?? "").Where(name => name.StartsWith(Library + ".", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2]).Distinct().Except(MayUse.Keys));

    [Fact]
    public void Training_knows_of_the_library_what_it_must() => Hold(
        Types.InAssembly(typeof(Experiment).Assembly).That().ResideInNamespace("WeightPred.Training"),
        MayUse.Keys.Except(["Claims", "Results", "Files"]).Select(Below));

    [Fact]
    public void Runs_know_no_engine_and_no_write_up() => Hold(
        Types.InAssembly(typeof(IEngine).Assembly).That().ResideInNamespace("WeightPred.Reproduction.Runs"),
        ["ExactTorch", "TorchSharp", "WeightPred.Models", "WeightPred.Recipes", "WeightPred.Training"]);

    [Fact]
    public void Recipes_know_no_write_up() => Hold(
        Types.InAssembly(typeof(NetLearner).Assembly).That().ResideInNamespace("WeightPred.Recipes"), "WeightPred.Models", "WeightPred.Training");

    [Fact]
    public void Models_know_the_engine_alone() => Hold(Types.InAssembly(typeof(Mlp).Assembly).That().ResideInNamespace("WeightPred.Models"), Library, "WeightPred.Training");

    [Fact]
    public void A_sample_uses_the_library_and_xunit_alone()
    {
        foreach (string project in Directory.GetFiles(Path.Combine(RepositoryFolder.Find(), "samples"), "*.csproj", SearchOption.AllDirectories))
            Assert.Equal(["../../src/Reproduction/Reproduction.csproj"], Regex.Matches(File.ReadAllText(project), "<ProjectReference Include=\"([^\"]+)\"").Select(match => match.Groups[1].Value));
    }

    // src/ExactTorch follows TorchSharp's names, which know no folders.
    [Theory]
    [InlineData("Models")]
    [InlineData("Models.TorchSharp")]
    [InlineData("Reproduction")]
    [InlineData("Training")]
    [InlineData("Recipes")]
    [InlineData("Recipes.TorchSharp")]
    public void Namespaces_are_folders(string project)
    {
        string root = Path.Combine(RepositoryFolder.Find(), "src", project);
        string[] files = [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))];
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files.Select(file => (File: file, Is: Namespace(Path.Combine(root, file)), Should: Folder(file))), x => x.Is.Length > 0 && x.Is != x.Should);

        string Folder(string file) => string.Join('.', ((string[])["WeightPred", project.Split('.')[0], .. file.Split('/')])[..^1]);

        static string Namespace(string file) => Regex.Match(File.ReadAllText(file), @"^namespace ([\w.]+)", RegexOptions.Multiline).Groups[1].Value;
    }
}
