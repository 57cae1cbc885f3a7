using System.Diagnostics;
using WeightPred.Reproduction.Results;

namespace WeightPred.Claims;

/// <summary>Every planted fault is noticed by a claim, and nothing is noticed that may not matter: by verdicts, at the quick tier, on few seeds.</summary>
public sealed class VariationTests
{
    private static readonly Variations Variations = new();

    public static TheoryData<string> Sentences => [.. Variations.All.Select(variation => variation.Sentence)];

    [SkippableTheory, Trait("Category", "Variations")]
    [MemberData(nameof(Sentences))]
    public void Verdicts_change_where_they_should(string sentence)
    {
        Skip.IfNot(Settings.Current.Nightly, "Trains claims under every variation, for minutes or, where plans have changed, up to two hours: set WEIGHTPRED_NIGHTLY=yes.");
        var variation = Variations.All.Single(v => v.Sentence == sentence);
        var suite = VariationSuite.Of(typeof(VariationTests).Assembly);
        if (variation == Variations.OtherInstructions)
            RunWithout("DOTNET_EnableAVX512");
        var (reference, outcome) = (suite.Of(Variation.Reference), suite.Of(variation));
        var killers = new VariationTable([reference, outcome]).KilledBy(outcome);
        if (Variations.Exceptions.ContainsKey(variation.Name))
            return;
        if (variation.Kind == VariationKind.Fault)
            Assert.True(killers.Count > 0 || variation.Proof.Length > 0, $"No claim notices: {sentence}");
        if (variation.Kind == VariationKind.Null)
            Assert.True(killers.Count == 0, $"{string.Join(", ", killers)} should not notice: {sentence}");
    }

    // The child runs this test alone, in one thread, and keeps the outcome where this process reads it.
    private static void RunWithout(string instructions)
    {
        if (Environment.GetEnvironmentVariable(instructions) == "0")
            return;
        var start = new ProcessStartInfo("dotnet", ["test", typeof(VariationTests).Assembly.Location, "--filter", "DisplayName~Another instruction set", "--", "RunConfiguration.TreatNoTestsAsError=true"]) { RedirectStandardOutput = true };
        (start.Environment[instructions], start.Environment["WEIGHTPRED_THREADS"]) = ("0", "1");
        using var child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, output);
    }
}
