using System.Reflection;
using PublicApiGenerator;
using Reproduction;

namespace WeightPred.Unit.PublicApi;

/// <summary>The packages' promise to their users: a change of it is seen, and meant.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly[] Packages =
    [
        typeof(Settings).Assembly, typeof(Reproduction.Runs.IEngine).Assembly, typeof(Reproduction.Reports.Report).Assembly,
        typeof(Reproduction.Testing.ClaimTest).Assembly, typeof(NetLearner).Assembly, typeof(torch).Assembly,
    ];

    public static TheoryData<string> Names => [.. Packages.Select(package => package.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_API_is_as_approved(string name)
    {
        string api = Packages.Single(package => package.GetName().Name == name)
            .GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n");
        string approved = Path.Combine(Checkout.Root, "tests", "Unit", "PublicApi", name + ".txt"),
            received = Path.ChangeExtension(approved, ".received.txt");
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == api)
            return;
        File.WriteAllText(received, api);
        Assert.Fail($"The public API of {name} changed. If that is meant, say it in CHANGELOG.md: mv {received} {approved}");
    }
}
