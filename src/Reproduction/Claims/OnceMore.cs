using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>
/// What fails is decided a second time, on other seeds and after as many of them as it took, and has failed only where it fails again: a chance in our seeds
/// would have to come twice. (A printed number is the same both times, and with it what chance had in that.) Of a printed table those are the cells outside, each judged as the table will.
/// </summary>
public static class OnceMore
{
    /// <summary>Index of the first seed of the second time, behind the plan's first.</summary>
    public const int From = 20_000;

    /// <summary>What a reader is told above what came out the second time.</summary>
    internal const string Title = "Once more, on other seeds";

    /// <summary>What is asked a second time of a decision: itself, or the cells outside; nothing where it does not fail.</summary>
    /// <param name="plan">Whose decision; results and hypotheses are decided twice, at the write-up's budget.</param>
    /// <param name="decision">One of the plan's.</param>
    /// <param name="decide">What a part came to the first time; null where its runs are lacking.</param>
    internal static IEnumerable<Decision> Asks(Plan plan, Decision decision, Func<Decision, Finding?> decide) => !plan.DecidesTwice ? []
        : (decision is IsPlausibleTable table ? table.Alone : [decision]).Where(part => decide(part)?.Verdict == Verdict.Fails);

    /// <summary>Of each arm the seeds that the second time lacks.</summary>
    /// <param name="parts">What is asked, and after how many seeds.</param>
    /// <param name="there">Seeds that there are of an experiment, from the first of the second time on.</param>
    internal static IReadOnlyList<Lack> Lacks(IEnumerable<(Decision Part, int Seeds)> parts, Func<IExperiment, int> there) =>
    [
        .. from asked in parts
           from arm in asked.Part.Quantities.SelectMany(quantity => quantity.Arms).Distinct()
           group asked.Seeds by arm into wanted
           let have = there(wanted.Key.Experiment)
           where have < wanted.Max()
           select new Lack(wanted.Key, have, wanted.Max()),
    ];

    /// <summary>Both times together: fails where a part fails twice, and is Undecided where none does, or where that is not known yet.</summary>
    /// <param name="first">What the decision came to.</param>
    /// <param name="again">What its parts came to, null where runs are lacking; none where nothing was asked.</param>
    internal static Finding Both(Finding first, IReadOnlyList<Finding?> again)
    {
        if (again.Count == 0)
            return first;
        bool Any(Verdict verdict) => again.Any(f => f?.Verdict == verdict);
        var (verdict, came) = Any(Verdict.Invalid) ? (Verdict.Invalid, "is invalid")
            : Any(Verdict.Fails) ? (Verdict.Fails, "came out so again")
            : again.Contains(null) ? (Verdict.Undecided, "has to fail again before that counts, and runs of that are not published")
            : (Verdict.Undecided, "came out otherwise");
        string told = string.Join(" ", again.OfType<Finding>().Select(f => f.Reason));
        string end = told.Length == 0 ? "." : again.Contains(null) ? $". Those that are: {told}" : $": {told}";
        return first with { Verdict = verdict, Reason = $"{first.Reason} Once more, on other seeds, it {came}{end}" };
    }
}
