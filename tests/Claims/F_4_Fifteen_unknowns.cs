using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

[Claim(
    "F.4", "Deep Sets, 15 unknowns: the curves of 20, 30 and 45 equations over 30 000 steps are plausible runs of ours",
    Kind.Result, Section = "Part II, Results", WriteUp = "Figure 15-vars-test")]
public sealed class F_4_Fifteen_unknowns() : DeepSetsFigure(Figure.Small, 15);
