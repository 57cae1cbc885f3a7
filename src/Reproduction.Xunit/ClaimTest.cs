using System.Reflection;
using Reproduction.Claims;
using Reproduction.Reports;
using Reproduction.Results;
using Xunit;

namespace Reproduction.Testing;

/// <summary>A fault of the device, in one sentence that says what to do.</summary>
internal sealed class DeviceException(string message) : Exception(message)
{
    // The device's libraries have none that helps.
    public override string StackTrace => "";
}

/// <summary>A claim is not as approved; the message shows how it differs, and what to do.</summary>
internal sealed class NotAsApprovedException(string message) : Xunit.Sdk.XunitException(message)
{
    // Every claim's is the same.
    public override string StackTrace => "";
}

/// <summary>
/// A claim as a test. A class says what is claimed (<see cref="ClaimAttribute"/>) and how it is decided (<see cref="Plan"/>);
/// what is below is the same for every claim: train, decide, compare with the approved baseline, report.
/// </summary>
public abstract class ClaimTest
{
    /// <summary>Declares arms, decisions, controls, and what is shown.
    /// Nothing trains here; lines may stand in any order.</summary>
    protected abstract void Plan(Plan plan);

    /// <summary>The claim in words.</summary>
    internal Statement Statement => GetType().GetCustomAttribute<ClaimAttribute>()?.Statement
        ?? throw new PlanException($"{GetType().Name} needs a [Claim(id, sentence, kind)].");

    /// <summary>The plan at a tier.</summary>
    internal Plan PlanOf(Tier tier) => Written(new Plan(Statement, tier));

    /// <summary>The full plan; in a rehearsal, in few steps a run.</summary>
    internal Plan RehearsalPlan => Written(new Plan(Statement, Tier.Full, Settings.Current.RehearsalSteps));

    [SkippableFact, Trait("Category", "Cpu")]
    public Task Quick() => Decide(Tier.Quick, "Cpu");

    [SkippableFact, Trait("Category", "Cpu"), Trait("Category", "Published")]
    public Task Published() => Decide(Tier.Published, "Published");

    [SkippableFact, Trait("Category", "Gpu")]
    public Task Full() => Decide(Tier.Full, "Gpu");

    [SkippableFact, Trait("Category", "Nightly")]
    public Task Nightly() => Decide(Tier.Full, "Nightly");

    private async Task Decide(Tier tier, string category)
    {
        var suite = Suite.Of(GetType().Assembly);
        Result? decided = null;
        try
        {
            suite.Check();
            suite.Lab.CheckDevice();
            if (Settings.Current.Rehearsal)
                await Rehearse(suite, category);
            else
                decided = await Examine(suite, tier, category);
        }
        catch (Exception e) when (e is not SkipException)
        {
            var sentence = suite.Lab.Explain(e);
            if (!Settings.Current.Rehearsal)
            {
                var cause = e is AggregateException ? e.GetBaseException() : e;
                suite.Broke(this, tier, ReplayOf(category), sentence ?? cause.Message);
            }
            if (sentence is null)
                throw;
            throw new DeviceException($"{Statement.Id}: {sentence}");
        }
        if (decided is { Standing.Passed: false })
            throw new NotAsApprovedException(FailureText.For(decided));
    }

    private async Task<Result> Examine(Suite suite, Tier tier, string category)
    {
        if (category == "Gpu" && suite.Lab.WhyNoGpu is { } why)
            suite.Skip(Statement.Id, why);
        if (category == "Nightly" && !Settings.Current.Nightly)
            suite.Skip(Statement.Id,
                "The full budget on the CPU takes hours and runs only where it is asked for: set REPRODUCTION_NIGHTLY=yes.");
        using var turn = await suite.Turn();
        Result result;
        try
        {
            result = suite.Named(Examination.Of(PlanOf(tier), suite.Conditions), GetType(), ReplayOf(category));
        }
        catch (MissingRunsException e)
        {
            // An answer that is given is no skip where its runs are gone.
            if (suite.Conditions is { Seeds: null, FirstSeed: 0 } && suite.IsApproved(GetType(), tier))
                throw new InvalidRunException(
                    "Its answer is approved, and no published runs are there for the plan of today. If the plan was changed, "
                    + $"train and publish runs of it ({Checkout.Call($"train {Statement.Id}")}); if runs were lost, restore them "
                    + $"(git checkout -- baselines). {e.Message}");
            suite.SkipUnrun(Statement.Id, e.Message);
            throw;
        }

        result = await suite.Compare(result);
        suite.Report(result);
        return result;
    }

    // As this build decides it: another project, and nights, have to be asked for again.
    internal string ReplayOf(string category) =>
        $"{(category == "Nightly" ? "REPRODUCTION_NIGHTLY=yes " : "")}dotnet test "
            + $"{Build.TestOptions(GetType().Assembly)}--filter \"Claim={Statement.Id}&Category={category}\"";

    // Every claim of the full budget to its end, in a few steps: a night must not fail at five in the morning on a chart.
    private async Task Rehearse(Suite suite, string category)
    {
        if (category != "Gpu")
            suite.Skip(Statement.Id, "REPRODUCTION_REHEARSAL=yes rehearses the full budget alone: Category=Gpu.");
        using var turn = await suite.Turn();
        suite.Rehearsed(suite.Named(Examination.Of(RehearsalPlan, suite.Conditions with { Seeds = 3 }), GetType(),
            "REPRODUCTION_REHEARSAL=yes dotnet test --filter Category=Gpu"));
    }

    private Plan Written(Plan plan)
    {
        Plan(plan);
        return plan;
    }
}
