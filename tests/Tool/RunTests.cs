using Reproduction;

namespace WeightPred.ToolTests;

public sealed class RunTests : Bench
{
    [Fact]
    public void A_publication_needs_a_reason_and_no_CI()
    {
        Refused("dotnet run --project tools/Reproduction -- publish --reason", "publish");
        Refused("dotnet run --project tools/Reproduction -- publish --claims \"a b.dll\" --runs mine --replace --reason",
            "publish", "--claims", "a b.dll", "--runs", "mine", "--replace");
        Refused("Nothing is published from CI", ci: true, "publish", "--reason", "why");
    }

    [Fact]
    public void A_build_that_is_older_than_its_sources_is_refused_and_the_newest_is_that_of_the_newest_assembly()
    {
        Built("Release", "Mine.dll", day: 2);
        Built("Debug", "Mine.dll", day: 1);
        Refused(Path.Combine("Release", "Mine.dll") + " does not fit this program", "list");
        Built("Debug", "Fixtures.dll", day: 3);
        Refused(Path.Combine("Debug", "Mine.dll") + " does not fit this program", "list");
        Written(Path.Combine("claims", "P1_1.cs"), day: 4);
        Refused("claims/P1_1.cs was changed after the claims were built: run dotnet build, or name", "list");
        Refused("was changed after the claims were built", "train", "--list");
    }

    [Fact]
    public void The_sources_of_a_build_are_those_that_its_symbols_name()
    {
        // The sample's, as if they were the claims': beside its assembly lie its symbols.
        var dll = Built("Debug", "Mine.dll", day: 1);
        File.SetLastWriteTimeUtc(dll, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.Copy(Path.ChangeExtension(Sample, ".pdb"), Path.ChangeExtension(dll, ".pdb"), overwrite: true);
        Refused("samples/NoisyRegression/", "list");
        Refused("was changed after the claims were built", "list");
    }

    [Fact]
    public void Of_several_projects_the_one_with_the_roots_baselines_is_meant_and_else_one_has_to_be_named()
    {
        Built("Debug", "Mine.dll", day: 1);
        Built("Debug", "Mine.dll", day: 1, project: "others");
        Refused("There are several projects of claims: name one with --claims: ", "list");
        Built("Debug", "Mine.dll", day: 1, project: "third", baselines: "baselines");
        Refused(Path.Combine("third", "bin", "Debug", "Mine.dll") + " does not fit this program", "list");
    }

    // The names of folders decide nothing.
    [Fact]
    public void A_build_on_another_engine_is_not_taken()
    {
        Built("Release", "Mine.dll", day: 2);
        Built("Debug", "Mine.dll", day: 1);
        Written(Path.Combine("claims", "bin", "Release", "Reproduction.Recipes.Another.dll"), day: 1);
        Refused(Path.Combine("Debug", "Mine.dll") + " does not fit this program", "list");
        Built(Path.Combine("Claims.TorchSharp", "Debug"), "Mine.dll", day: 3);
        Refused(Path.Combine("Claims.TorchSharp", "Debug", "Mine.dll") + " does not fit this program", "list");
    }

    private string Written(string file, int day)
    {
        string path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, day, 0, 0, 0, DateTimeKind.Utc));
        return path;
    }

    // As a build leaves it: an assembly that was never one, its symbols, and where it comes from.
    private string Built(string configuration, string file, int day, string project = "claims", string? baselines = null)
    {
        File.WriteAllText(Path.Combine(Root, "Any.sln"), "");
        string folder = Path.Combine(project, "bin", configuration);
        string path = Written(Path.Combine(folder, file), day);
        Written(Path.Combine(folder, Path.ChangeExtension(file, ".pdb")), day);
        File.WriteAllLines(
            Path.Combine(Root, folder, Checkout.File),
            [$"project={Path.Combine(Root, project)}",
                $"baselines={Path.Combine(Root, baselines ?? Path.Combine(project, "baselines"))}", "claims=Mine.dll"]);
        return path;
    }

    [Fact]
    public void An_audit_of_nothing_is_refused()
    {
        Refused("--count is 1 or more", "audit", "--count", "0");
        Refused("--steps is 1 or more", "audit", "--steps", "0");
        Refused("No claims are built here: run dotnet build", "audit");
    }
}
