using Reproduction.Recipes.Engines;

namespace WeightPred.ToolTests;

public sealed class RunTests : Bench
{
    [Fact]
    public void A_publication_needs_a_reason_and_no_CI()
    {
        Refused("reproduction publish --reason", "publish");
        Refused("reproduction publish --claims \"a b.dll\" --runs mine --replace --reason", "publish", "--claims", "a b.dll", "--runs", "mine", "--replace");
        Refused("Nothing is published from CI", ci: true, "publish", "--reason", "why");
    }

    [Fact]
    public void A_build_that_is_older_than_its_sources_is_refused_and_the_newest_is_that_of_the_newest_assembly()
    {
        Built("Release/WeightPred.Claims.dll", day: 2);
        Built("Debug/WeightPred.Claims.dll", day: 1);
        Refused(Path.Combine("Release", $"WeightPred.{Project}.dll") + " does not fit this program", "list");
        Built("Debug/WeightPred.Fixtures.dll", day: 3);
        Refused(Path.Combine("Debug", $"WeightPred.{Project}.dll") + " does not fit this program", "list");
        Built("../P1_1.cs", day: 4);
        Refused($"tests/{Project}/P1_1.cs was changed after the claims were built: run dotnet build tests/{Project}, or name", "list");
        Refused("was changed after the claims were built", "train", "--list");
    }

    [Fact]
    public void The_sources_of_a_build_are_those_that_its_symbols_name()
    {
        // The sample's, as if they were the claims': beside its assembly lie its symbols.
        var dll = Built("Debug/WeightPred.Claims.dll", day: 1);
        File.SetLastWriteTimeUtc(dll, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.Copy(Path.ChangeExtension(Sample, ".pdb"), Path.ChangeExtension(dll, ".pdb"));
        Refused("samples/NoisyRegression/", "list");
        Refused("was changed after the claims were built", "list");
    }

    private static string Project => Engine.Device.Exact ? "Claims" : "Claims.TorchSharp";

    private string Bin => Path.Combine(Root, "tests", Project, "bin");

    private string Built(string file, int day)
    {
        var path = Path.GetFullPath(Path.Combine(Bin, file.Replace("Claims", Project, StringComparison.Ordinal)));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, day, 0, 0, 0, DateTimeKind.Utc));
        return path;
    }

    [Fact]
    public void An_audit_of_nothing_is_refused()
    {
        Refused("--count is 1 or more", "audit", "--count", "0");
        Refused("--steps is 1 or more", "audit", "--steps", "0");
        Refused("dotnet build tests/Claims", "audit");
    }
}
