using WeightPred.Reproduction;

namespace WeightPred.Fixtures;

/// <summary>The baselines' files: on this stack Verify keeps them, with its tools for review, and our comparer decides what is equal.</summary>
public static class Baselines
{
    // As the embedded stack writes them.
    static Baselines() => VerifierSettings.UseUtf8NoBom();

    /// <summary>Judges, and has Verify leave or remove the received file, or replace the verified one. It must be called from a test.</summary>
    public static async Task<BaselineResult> Compare(BaselineComparer comparer, Outcome outcome, string folder, UpdateMode update)
    {
        var (result, content) = comparer.Judge(outcome, folder, update);
        // Verify would remove the received file of an earlier, whole run, which a part does not settle.
        if (result is { Kind: BaselineKind.Partial, Passed: true })
            return result;

        var settings = new VerifySettings();
        settings.UseDirectory(folder);
        settings.UseFileName(outcome.BaselineName);
        settings.DisableRequireUniquePrefix();
        settings.UseStringComparer((_, _, _) => Task.FromResult(result.Kind == BaselineKind.Equal ? CompareResult.Equal : CompareResult.NotEqual(result.Message)));
        if (result.Kind == BaselineKind.Approved)
            settings.AutoVerify();
        // A night of training must not end in a window that nobody sees.
        if (Environment.GetEnvironmentVariable("DiffEngine_Disabled") != "false")
            settings.DisableDiff();
        try
        {
            await Verifier.Verify(content, "json", settings);
        }
        // Verify keeps its exception's type to itself. The result says more than it does.
        catch (Exception e) when (!result.Passed && e.GetType().Name == "VerifyException")
        {
        }

        return result;
    }
}
