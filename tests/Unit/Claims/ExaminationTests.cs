using Reproduction;
using Reproduction.Claims;
using Reproduction.Results;

namespace WeightPred.Unit.Claims;

public sealed class ExaminationTests
{
    private readonly MadeLab _lab = new();

    private Result Of(Plan plan) => Examination.Of(plan, new Conditions(_lab));

    private static void Invalid(Result result, string because)
    {
        Assert.Equal(Verdict.Invalid, result.Verdict);
        Assert.Contains(because, Assert.Single(result.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clear_difference_is_decided_at_the_first_look()
    {
        var result = Of(Made.GoodBeatsPoor());
        Assert.Empty(result.Faults);
        Assert.Equal(Verdict.Holds, result.Verdict);
        Assert.Equal([0, 1, 2, 3, 4], result.Seeds);
        Assert.Equal(["good: loss", "poor: loss"], result.Measurements.Select(m => m.Name));
        Assert.All(result.Measurements, m => Assert.Equal(5, m.PerSeed.Count));
        Assert.Equal(new MadeRun(Made.Poor, 3).Loss, result.Measurements[1].PerSeed[3]);
        Assert.Equal((Made.GoodBeatsPoor().Canonical, Made.GoodBeatsPoor().Registration), (result.Plan, result.Registration));
        Assert.Equal(Verdict.Undecided, Assert.Single(result.Twin).Verdict);
    }

    [Fact]
    public void The_contrary_is_decided_too() => Assert.Equal(Verdict.Fails, Of(Made.Plan(plan =>
    {
        var (good, poor) = (plan.Arm("good", Made.Good), plan.Arm("poor", Made.Poor));
        plan.Decide(poor.Beats(good, on: Made.Loss));
        plan.Measure(Made.Loss, good);
    })).Verdict);

    [Fact]
    public void What_is_not_clear_looks_on_and_ends_undecided()
    {
        var result = Of(Made.Plan(plan =>
        {
            var (good, like) = (plan.Arm("good", Made.Good), plan.Arm("alike", new MadeExperiment("alike", 0.2)));
            plan.Decide(good.Beats(like, on: Made.Loss));
            plan.Measure(Made.Loss, good);
        }));
        Assert.Equal(Verdict.Undecided, result.Verdict);
        Assert.Equal(10, result.Seeds.Count);
    }

    [Fact]
    public void Each_arm_is_measured_on_its_own_seeds()
    {
        var result = Of(Made.GoodBeatsPoor(more: (plan, _, poor) =>
        {
            var (bad, worst) = (plan.Arm("bad", new MadeExperiment("bad", 0.8)),
                plan.Arm("worst", new MadeExperiment("worst", 2) { Before = 2.5 }));
            plan.Decide(poor.Beats(bad, on: Made.Loss).At(7));
            plan.Measure(Made.Loss, bad);
            plan.Measure(3, worst[Made.Loss]);
        }));
        Assert.Empty(result.Faults);
        Assert.Equal([5, 7, 7, 3], result.Measurements.Select(m => m.PerSeed.Count));
        Assert.Equal(7, result.Seeds.Count);
        Assert.Equal([5, 7, 3], new[] { "good", "poor", "worst" }.Select(name => _lab.Asked(name).Length));
    }

    [Fact]
    public void An_untrained_control_with_the_same_verdict_makes_the_claim_invalid() => Invalid(Of(Made.Plan(plan =>
    {
        var (good, poor) = (plan.Arm("good", Made.Good with { Before = 0.2 }), plan.Arm("poor", Made.Poor with { Before = 0.5 }));
        plan.Decide(good.Beats(poor, on: Made.Loss));
        plan.Measure(Made.Loss, good);
    })), "the untrained control, the same networks without training, gets the same verdict");

    [Fact]
    public void An_untrained_control_that_holds_in_one_of_two_decisions_has_another_verdict()
    {
        var result = Of(Made.Plan(plan =>
        {
            var (good, poor) =
                (plan.Arm("good", Made.Good with { Before = 0.2 }), plan.Arm("poor", Made.Poor with { Before = 0.5 }));
            var bad = plan.Arm("bad", new MadeExperiment("bad", 0.9) { Before = 0.1 });
            plan.Decide(good.Beats(poor, on: Made.Loss), poor.Beats(bad, on: Made.Loss));
            plan.Measure(Made.Loss, good);
        }));
        Assert.Empty(result.Faults);
        Assert.Equal(Verdict.Holds, result.Verdict);
    }

    private static Plan Identity(double before, double tolerance = 1e-9) => Made.Plan(
        plan =>
        {
            var (one, same) = (plan.Arm("one", new MadeExperiment("ab", 0.2)),
                plan.Arm("same", new MadeExperiment("ba", 0.2) { Before = before }));
            plan.Decide(new ExactlyEqual("the order of the letters does not matter", one[Made.Loss], same[Made.Loss],
                tolerance, "one sum"));
            plan.Measure(Made.Loss, one);
        },
        kind: Kind.Identity);

    [Fact]
    public void An_identity_must_hold_on_the_untrained_networks_too()
    {
        Assert.Equal((Verdict.Holds, 0), (Of(Identity(before: 1)).Verdict, Of(Identity(before: 1)).Faults.Count));
        Invalid(Of(Identity(before: 1.5)), "is an identity, and does not hold on untrained networks");
    }

    [Fact]
    public void An_arm_that_did_not_learn_makes_the_claim_invalid() =>
        Invalid(Of(Made.GoodBeatsPoor(more: (plan, good, poor) => plan.MustLearn(Made.Score, 0.6, good, poor))),
            "poor did not learn");

    [Fact]
    public void An_untrained_control_may_hold_what_allows_a_difference_where_others_had_to_learn()
    {
        Plan NoDifference(bool mustLearn) => Made.Plan(plan =>
        {
            var (good, like) = (plan.Arm("good", Made.Good), plan.Arm("alike", new MadeExperiment("alike", 0.21)));
            plan.Decide(good.Beats(like, on: Made.Loss, byFactor: 0.5));
            plan.Measure(Made.Loss, good);
            if (mustLearn)
                plan.MustLearn(Made.Score, 0.5, good, like);
        });
        Invalid(Of(NoDifference(mustLearn: false)), "the same verdict");
        Assert.Equal(Verdict.Holds, Of(NoDifference(mustLearn: true)).Verdict);
    }

    [Fact]
    public void A_verdict_that_untrained_networks_get_too_is_not_shown_by_those_that_learned()
    {
        Invalid(Of(Made.Plan(plan =>
        {
            var (good, poor) = (plan.Arm("good", Made.Good), plan.Arm("poor", Made.Poor));
            plan.Decide(MeanWithin.AtMost("anything is low", good[Made.Loss], 10));
            plan.Measure(Made.Loss, good, poor);
            plan.MustLearn(Made.Score, 0.4, good);
        })), "the same verdict");
    }

    [Fact]
    public void A_network_that_must_have_learned_is_asked_though_no_decision_does()
    {
        Plan With(double atLeast) => Made.GoodBeatsPoor(
            more: (plan, _, _) => plan.MustLearn(Made.Score, atLeast, plan.Arm("another", new MadeExperiment("another", 0.3))));
        Assert.Equal(Verdict.Holds, Of(With(0.5)).Verdict);
        Invalid(Of(With(0.9)), "another did not learn");
    }

    [Fact]
    public void What_fails_may_fail_untrained_too_where_the_plan_says_that_its_networks_learned()
    {
        Plan With(bool mustLearn) => Made.Plan(plan =>
        {
            var good = plan.Arm("good", Made.Good);
            plan.Decide(MeanWithin.AtMost("next to nothing is left", good[Made.Loss], 0.01));
            plan.Measure(Made.Loss, good);
            if (mustLearn)
                plan.MustLearn(Made.Score, 0.5, good);
        });
        Invalid(Of(With(mustLearn: false)), "the same verdict");
        Assert.Equal(Verdict.Fails, Of(With(mustLearn: true)).Verdict);
    }

    [Fact]
    public void A_control_that_holds_makes_the_claim_invalid()
    {
        Assert.Equal(
            Verdict.Holds,
            Of(Made.GoodBeatsPoor(more: (plan, good, poor) => plan.Control(poor.Beats(good, on: Made.Loss)))).Verdict);
        Invalid(Of(Made.GoodBeatsPoor(more: (plan, good, _) =>
            plan.Control(MeanWithin.AtMost("anything is low", good[Made.Loss], 10)))), "control \"anything is low\" holds");
    }

    [Fact]
    public void A_control_gives_an_arm_no_more_seeds_than_its_decisions_did()
    {
        var result = Of(
            Made.GoodBeatsPoor(more: (plan, good, poor) => plan.Control(good.Beats(poor, on: Made.Loss, byFactor: 2.5).At(9))));
        Assert.Equal(5, result.Seeds.Count);
        Assert.All(result.Measurements, m => Assert.Equal(5, m.PerSeed.Count));
    }

    [Fact]
    public void A_value_that_is_no_number_makes_the_claim_invalid()
    {
        var broken = Metric.Error<MadeRun>("broken", "MSE",
            run => run.Seed == 2 && run.Experiment.Name == "good" ? double.NaN : run.Loss);
        Invalid(Of(Made.GoodBeatsPoor(more: (plan, good, _) => plan.Measure(broken, good))),
            "\"good: broken\" is NaN for seed 2");
        Invalid(Of(Made.Plan(plan =>
        {
            var (good, poor) = (plan.Arm("good", Made.Good), plan.Arm("poor", Made.Poor));
            plan.Decide(good.Beats(poor, on: broken));
            plan.Measure(Made.Loss, good);
        })), "Seed 2 has no value (NaN)");
    }

    [Fact]
    public void Without_published_runs_nothing_is_decided_and_the_arms_are_named()
    {
        var missing = Assert.Throws<MissingRunsException>(
            () => Examination.Of(Made.GoodBeatsPoor(Tier.Published),
                new Conditions(new MadeLab { Published = e => e.Name == "good" ? 20 : 4 })));
        Assert.Contains("poor (4 of 5 seeds)", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("good", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_runs_decide_as_far_as_they_go()
    {
        var lab = new MadeLab { Published = _ => 5 };
        Result Published(Action<Plan, Arm, Arm>? more = null) =>
            Examination.Of(Made.GoodBeatsPoor(Tier.Published, more), new Conditions(lab));

        Assert.Equal(Verdict.Holds, Published().Verdict);

        // Five of the twenty seeds that it may look at are too few for this one.
        var later = Published(
            (plan, good, _) => plan.Decide(good.Beats(plan.Arm("alike", new MadeExperiment("alike", 0.2)), on: Made.Loss)));
        Assert.Equal([Verdict.Holds, Verdict.Undecided], later.Findings.Select(f => f.Verdict));
        Assert.Equal((Verdict.Undecided, 5), (later.Verdict, later.Seeds.Count));
    }

    [Fact]
    public void A_claim_of_which_a_part_lacks_its_runs_is_not_there_yet()
    {
        var lab = new MadeLab { Published = e => e.Name == "bad" ? 4 : 5 };
        var missing = Assert.Throws<MissingRunsException>(() => Examination.Of(
            Made.GoodBeatsPoor(Tier.Published,
                (plan, _, poor) => plan.Decide(poor.Beats(plan.Arm("bad", new MadeExperiment("bad", 0.9)), on: Made.Loss))),
            new Conditions(lab)));
        Assert.Contains("bad (4 of 5 seeds)", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_runs_of_other_seeds_are_counted_from_there_on()
    {
        Result From(int published) => Examination.Of(Made.GoodBeatsPoor(Tier.Published),
            new Conditions(new MadeLab { Published = _ => published }) { FirstSeed = 100 });
        Assert.Equal([100, 101, 102, 103, 104], From(105).Seeds);
        Assert.Contains(
            "not published from seed 100 on: good (4 of 5 seeds)", Assert.Throws<MissingRunsException>(() => From(104)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Where_more_seeds_are_asked_for_than_are_published_it_says_which()
    {
        var missing = Assert.Throws<MissingRunsException>(
            () => Examination.Of(Made.GoodBeatsPoor(Tier.Published),
                new Conditions(new MadeLab { Published = _ => 5 }) { Seeds = 20 }));
        Assert.Contains("not published: good (5 of 20 seeds), poor (5 of 20 seeds).", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_of_which_one_part_fails_fails_though_another_is_open()
    {
        var result = Of(Made.Plan(plan =>
        {
            var (good, poor) = (plan.Arm("good", Made.Good), plan.Arm("poor", Made.Poor));
            plan.Decide(poor.Beats(good, on: Made.Loss),
                good.Beats(plan.Arm("alike", new MadeExperiment("alike", 0.2)), on: Made.Loss));
            plan.Measure(Made.Loss, good, poor);
        }));
        Assert.Equal([Verdict.Fails, Verdict.Undecided], result.Findings.Select(f => f.Verdict));
        Assert.Equal((Verdict.Fails, 0), (result.Verdict, result.Faults.Count));
        Assert.Equal(
            // seeds are asked for of what is open alone
            [5, 10], new[] { "poor", "alike" }.Select(name => _lab.Asked(name).Length));
    }

    [Fact]
    public void What_fails_fails_at_once_and_asks_for_no_other_seeds()
    {
        var lab = new MadeLab { Published = _ => 5 };
        var result = Examination.Of(Made.Plan(
            plan =>
            {
                var (good, poor) = (plan.Arm("good", Made.Good), plan.Arm("poor", Made.Poor));
                plan.Decide(poor.Beats(good, on: Made.Loss));
                plan.Measure(Made.Loss, good, poor);
            },
            Tier.Published), new Conditions(lab));
        Assert.Equal(Verdict.Fails, result.Verdict);
        Assert.Equal([0, 1, 2, 3, 4], lab.Asked("good"));
    }

    [Fact]
    public void Power_is_told_of_what_is_undecided_at_the_spread_that_its_seeds_showed()
    {
        PowerNote? Note(double loss, double? supposed) => Of(Made.Plan(plan =>
        {
            var (good, other) = (plan.Arm("good", Made.Good), plan.Arm("other", new MadeExperiment("other", loss)));
            var beats = good.Beats(other, on: Made.Loss);
            plan.Decide(supposed is { } ratio ? beats.Supposing(ratio) : beats);
            plan.Measure(Made.Loss, good);
        })).Power.SingleOrDefault();
        Assert.Matches(
            @"^its seeds spread by 0\.\d+; there it holds with probability [01]\.\d\d, if the truth is what the write-up's figures imply \(1\.1\)\.$",
            Note(0.2, 1.1)!.Sentence);
        Assert.Null(Note(0.2, null));
        Assert.Null(Note(0.5, 1.1));
    }

    [Fact]
    public void Other_seeds_may_come_first()
    {
        var result = Examination.Of(Made.GoodBeatsPoor(more: (plan, good, _) => plan.Measure(3, good[Made.Score])),
            new Conditions(_lab) { FirstSeed = 100 });
        Assert.Equal([100, 101, 102, 103, 104], result.Seeds);
        Assert.Equal([100, 101, 102, 103, 104], _lab.Asked("good"));
        Assert.Equal(Verdict.Holds, result.Verdict);
        Assert.Equal(new MadeRun(Made.Good, 100).Loss, result.Measurements[0].PerSeed[0]);
    }

    [Fact]
    public void A_plan_may_begin_with_seeds_that_nobody_has_seen()
    {
        Assert.Equal([20, 21, 22, 23, 24], Of(Made.GoodBeatsPoor(more: (plan, _, _) => plan.SeedsFrom(20, 5, 10))).Seeds);
        Assert.Equal([0, 1, 2, 3, 4], Of(Made.GoodBeatsPoor(Tier.Full, (plan, _, _) => plan.SeedsFrom(20, 5, 10))).Seeds);
        var other = Examination.Of(Made.GoodBeatsPoor(more: (plan, _, _) => plan.SeedsFrom(20, 5, 10)),
            new Conditions(_lab) { FirstSeed = 100 });
        Assert.Equal([120, 121, 122, 123, 124], other.Seeds);
    }

    [Fact]
    public void A_number_of_seeds_may_take_the_place_of_the_looks()
    {
        var result = Examination.Of(Made.GoodBeatsPoor(more: (plan, good, _) => plan.Measure(9, good[Made.Score])),
            new Conditions(_lab) { Seeds = 6 });
        Assert.Equal([0, 1, 2, 3, 4, 5], result.Seeds);
        Assert.Equal([6, 6, 6], result.Measurements.Select(m => m.PerSeed.Count));
        Assert.Equal(6, Assert.Single(result.Findings).Seeds);
    }

    [Fact]
    public void A_diverged_run_counts_as_the_worst_and_not_as_a_fault()
    {
        var result = Of(Made.Plan(plan =>
        {
            var (good, lost) = (plan.Arm("good", Made.Good), plan.Arm("lost", Made.Poor));
            var loss = Metric.Error<MadeRun>("loss", "MSE",
                run => run.Experiment == Made.Poor ? double.PositiveInfinity : run.Loss);
            plan.Seeds(10);
            plan.Decide(good.Beats(lost, on: loss));
            plan.Measure(loss, lost);
        }));
        Assert.Equal((Verdict.Holds, 0), (result.Verdict, result.Faults.Count));
        Assert.All(result.Measurements[0].PerSeed, value => Assert.Equal(double.PositiveInfinity, value));
    }

    [Fact]
    public void Another_run_gives_another_fingerprint()
    {
        string Of(MadeExperiment good) => this.Of(Made.Plan(plan =>
        {
            var (a, b) = (plan.Arm("good", good), plan.Arm("poor", Made.Poor));
            plan.Decide(a.Beats(b, on: Made.Loss));
            plan.Measure(Made.Loss, a);
        })).Fingerprint;
        Assert.Equal(Of(Made.Good), Of(Made.Good));
        Assert.NotEqual(Of(Made.Good), Of(Made.Good with { Before = 0.9 }));
    }
}
