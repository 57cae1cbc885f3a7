using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class SignEProcessTests
{
    [Fact]
    public void Eight_straight_wins_prove_it_and_seven_do_not()
    {
        Assert.True(SignEProcess.Largest([.. Enumerable.Repeat(1.0, 8)]) >= SignEProcess.Proof);
        Assert.False(SignEProcess.Largest([.. Enumerable.Repeat(1.0, 7)]) >= SignEProcess.Proof);
        Assert.True(SignEProcess.Largest([1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1]) >= SignEProcess.Proof); // proof stands, once given
        Assert.Equal(1, SignEProcess.Largest([-1, 0, 0]));
        Assert.Equal(SignEProcess.Win, SignEProcess.Largest([0, 1, 0])); // a tie stakes nothing
    }

    [Theory] // false 0.6 % in 20 seeds, power 96 % where 95 % of the seeds win
    [InlineData(0.5, 0.006, 0.0005)]
    [InlineData(0.95, 0.96, 0.005)]
    public void The_sign_e_process_proves_as_often_as_published(double winRate, double published, double rounding) =>
        Assert.Equal(published, ProofWithin(20, winRate, 1), rounding);

    // Exact: the tree of wins and losses, cut where proof is reached (a stake depends on the counts alone, so the path matters only there).
    private static double ProofWithin(int seeds, double winRate, double stake) =>
        stake >= SignEProcess.Proof ? 1 : seeds == 0 ? 0
            : winRate * ProofWithin(seeds - 1, winRate, stake * SignEProcess.Win) + (1 - winRate) * ProofWithin(seeds - 1, winRate, stake * SignEProcess.Loss);
}
