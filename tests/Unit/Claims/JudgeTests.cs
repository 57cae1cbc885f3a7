using System.Reflection;
using System.Text.Json.Nodes;
using Reproduction;
using Reproduction.Claims;
using Reproduction.Statistics;
using WeightPred.Unit.Statistics;

namespace WeightPred.Unit.Claims;

public sealed class JudgeTests
{
    private static readonly Arm A = Numbers.Arm("A"), B = Numbers.Arm("B");
    private static readonly Decision Beats = A.Beats(B, Numbers.Error).At(5, 10, 20);
    private static readonly double[] Low = new Noise(1).Normals(20, 1, 0.01), High = new Noise(2).Normals(20, 2, 0.01);
    private static readonly double[] Like = new Noise(3).Normals(20, 1, 0.01);

    [Fact]
    public void The_first_look_that_decides_ends_it_whatever_runs_there_are()
    {
        Assert.Equal((Verdict.Holds, 5), (Beats.Judged(Low, High).Verdict, Beats.Judged(Low, High).Seeds));
        Assert.Equal(Beats.Judged(Low[..5], High[..5]), Beats.Judged(Low, High));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(9, 5)]
    [InlineData(12, 10)]
    [InlineData(20, 20)]
    public void Runs_decide_as_far_as_they_go(int there, int looked)
    {
        var finding = Beats.Judged(Low[..there], Like);
        Assert.Equal((Verdict.Undecided, looked), (finding.Verdict, finding.Seeds));
        if (looked == 0)
            Assert.Equal("its first look takes 5 seeds, of which there are 4.", finding.Reason);
    }

    [Fact]
    public void A_look_of_a_schedule_tests_at_the_level_of_all_its_looks() =>
        Assert.EndsWith("(level 0.0037; the contrary asks for 0.00035).", Beats.Judged(Low[..5], Like[..5]).Reason);

    [Fact]
    public void A_value_that_is_none_and_seeds_that_are_all_alike_are_faults()
    {
        Assert.StartsWith("Seed 2 has no value (NaN)", Beats.Judged([1, 1.1, double.NaN, 1, 1], High).Reason);
        double[] one = [1, 1, 1, 1, 1], two = [2, 2, 2, 2, 2];
        Assert.StartsWith("A: error: every seed gave the same value", Beats.Judged(one, two).Reason);
        Assert.Equal(Verdict.Holds, Beats.Judged(one, High[..5]).Verdict); // one arm may have no noise
        Assert.Equal(Verdict.Holds, new ExactlyEqual("", A[Numbers.Error], B[Numbers.Error], 0, "").Judged(one, one).Verdict);
    }

    [Theory]
    [InlineData(Verdict.Holds, Verdict.Undecided, Verdict.Undecided)]
    [InlineData(Verdict.Undecided, Verdict.Untestable, Verdict.Untestable)]
    [InlineData(Verdict.Fails, Verdict.Undecided, Verdict.Fails)] // one refuted part refutes a conjunction, whatever is open
    [InlineData(Verdict.Untestable, Verdict.Fails, Verdict.Fails)]
    [InlineData(Verdict.Fails, Verdict.Invalid, Verdict.Invalid)]
    public void The_gravest_part_is_the_verdict_of_a_conjunction(Verdict one, Verdict other, Verdict both)
    {
        Assert.Equal(both, Judge.Gravest([one, other]));
        Assert.Equal(both, Judge.Gravest([other, Verdict.Holds, one]));
    }

    [Fact]
    public void A_decision_without_a_schedule_is_refused() =>
        Assert.Contains(
            "has no schedule",
            Assert.Throws<ArgumentException>(() => Judge.Of(A.Beats(B, Numbers.Error), Numbers.Table())).Message,
            StringComparison.Ordinal);

    /// <summary>"Its median is odd": of no use but to show what another assembly can add.</summary>
    private sealed record IsOdd(Quantity Of) : Decision("odd")
    {
        public override IEnumerable<Quantity> Quantities => [Of];

        public override JsonObject Rule => new() { ["rule"] = "isOdd", ["of"] = Of.Name };

        public override Decision On(Func<Arm, Arm> arms) => this with { Of = Of.On(arms) };

        public override Finding Judge(Look look) =>
            Finding.Without(Name, Moments.Median(look.Values(Of)) % 2 == 1 ? Verdict.Holds : Verdict.Fails, "by its median");
    }

    [Fact]
    public void A_new_kind_of_decision_and_of_quantity_needs_nothing_of_the_library()
    {
        var decision = new IsOdd(new Negative(A[Numbers.Error])).At(3);
        Assert.Equal((Verdict.Holds, 3), (decision.Judged([-7, -2, -9]).Verdict, decision.Judged([-7, -2, -9]).Seeds));
        Assert.Equal(Verdict.Fails, decision.Judged([-6, -2, -9]).Verdict);
        Assert.DoesNotContain(
            new[] { typeof(Decision), typeof(Quantity) }
                .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)),
            method => method.IsAbstract && method.IsAssembly);
    }

    private sealed record Negative(Quantity Inner) : Quantity
    {
        public override string Name => $"-({Inner.Name})";

        public override string Unit => Inner.Unit;

        public override IEnumerable<Arm> Arms => Inner.Arms;

        public override IEnumerable<Measured> Parts => Inner.Parts;

        public override IReadOnlyDictionary<Measured, double> LogWeights => Inner.LogWeights;

        public override Quantity On(Func<Arm, Arm> arms) => this with { Inner = Inner.On(arms) };

        public override double Of(Func<Measured, double> parts) => -Inner.Of(parts);
    }
}
