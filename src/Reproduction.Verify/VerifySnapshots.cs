using VerifyTests;
using VerifyXunit;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;
using Reproduction.Testing;

namespace Reproduction.Verify;

/// <summary>Lets Verify keep the baselines' files, with its tools for review; the suite's comparer decides equality.</summary>
public static class VerifySnapshots
{
    /// <summary>Puts Verify in place of the suite's own files. Call it once, from a module initializer of the claims.</summary>
    public static void Use()
    {
        // As the suite itself writes them.
        VerifierSettings.UseUtf8NoBom();
        Suite.Snapshots = Keep;
    }

    /// <summary>Judges, and has Verify leave or remove the received file, or replace the verified one.
    /// It must be called from a test.</summary>
    private static async Task<Standing> Keep(BaselineComparer comparer, Result result, string folder, UpdateMode update)
    {
        var (standing, content) = comparer.Judge(result, folder, update);
        // A part settles nothing, and what is green and waits for approval all the same, Verify has no word for.
        if (standing.Kind is StandingKind.Partial or StandingKind.Agrees
            || standing is { Kind: StandingKind.Equal, ReceivedFile: not null })
            return comparer.Compare(result, folder, update);

        var settings = new VerifySettings();
        settings.UseDirectory(folder);
        settings.UseFileName(result.BaselineName);
        settings.DisableRequireUniquePrefix();
        settings.UseStringComparer((_, _, _) => Task.FromResult(standing.Kind == StandingKind.Equal ? CompareResult.Equal
            : CompareResult.NotEqual(standing.Message)));
        if (standing.Kind == StandingKind.Approved)
            settings.AutoVerify();
        // A night of training must not end in a window that nobody sees.
        if (Environment.GetEnvironmentVariable("DiffEngine_Disabled") != "false")
            settings.DisableDiff();
        try
        {
            await Verifier.Verify(content, "json", settings);
        }
        // Verify keeps its exception's type to itself. The standing says more than it does.
        catch (Exception e) when (!standing.Passed && e.GetType().Name == "VerifyException")
        {
        }

        return standing;
    }
}
