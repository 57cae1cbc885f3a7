using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

[Claim(
    "F.5", "Deep Sets, 50 unknowns: the curves of 67, 100 and 150 equations over 30 000 steps are plausible runs of ours",
    Kind.Result, Section = "Part II, Results", WriteUp = "Figure 50-vars-test")]
public sealed class F_5_Fifty_unknowns() : DeepSetsFigure(Figure.Large, 50);
