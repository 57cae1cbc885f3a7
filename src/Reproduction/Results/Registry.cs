namespace Reproduction.Results;

/// <summary>How the plan of a result stands to the plans of today.</summary>
internal enum PlanState
{
    /// <summary>It is the plan of today, or no registry is at hand.</summary>
    Current,

    /// <summary>The claim exists, with another plan.</summary>
    Earlier,

    /// <summary>The claim exists no more.</summary>
    Gone,
}

/// <summary>One plan of today.</summary>
/// <param name="Claim">Its id.</param>
/// <param name="Tier">Its tier.</param>
/// <param name="Registration">SHA-256 of the plan.</param>
internal sealed record Registered(string Claim, Tier Tier, string Registration);

/// <summary>The plans of today, as far as whoever renders a report knows them.</summary>
/// <param name="Plans">All of them, or none where nothing is known.</param>
internal sealed record Registry(IReadOnlyList<Registered> Plans)
{
    /// <summary>Nothing is known: every result counts as current.</summary>
    public static readonly Registry Unknown = new([]);

    public PlanState StateOf(Result result) =>
        Plans.Count == 0 ? PlanState.Current
        : Plans.Any(p => p.Claim == result.Claim.Id && p.Tier == result.Tier
            && p.Registration == result.Registration) ? PlanState.Current
        : Plans.Any(p => p.Claim == result.Claim.Id) ? PlanState.Earlier
        : PlanState.Gone;
}
