using Reproduction.Reports;

namespace WeightPred.Claims;

/// <summary>The results in seven sentences: README, the report and the answer page say the same, with today's numbers.</summary>
public sealed class WhatCameOut : IWhatCameOut
{
    public IReadOnlyList<Sentence> Sentences { get; } =
    [
        new(
            [("F.4", Verdict.Holds), ("F.5", Verdict.Holds)],
            a => $"Deep Sets learn as the write-up's figures show: {a["F.4"][0]} points with 15 unknowns and {a["F.5"][0]} with "
                + "50 lie where one more run of ours would with 95 %; 17 of 18 are expected."),
        new(
            [("F.1", Verdict.Fails)],
            a => $"The curves of Linear and XLinear are not like our runs: {a["F.1"][0]} points lie where one more run would; 11 "
                + "of 12 are expected. Both networks end lower here than in the figure."),
        new(
            [("P2.2", Verdict.Fails), ("P2.14", Verdict.Holds)],
            a => $"By the printed code the loss of flattened pairs {a["P2.2"][0]}; \"doesn't decrease at all\" fits the first "
                + $"version's code, by which it {a["P2.2"][1]}. Deep Sets explain {a["P2.14"][0]} where flattened pairs explain "
                + $"{a["P2.14"][1]}."),
        new(
            [("P2.4", Verdict.Undecided), ("P2.5", Verdict.Holds)],
            a => $"50 unknowns cost {a["P2.5"][0]} of R² (printed: 5 to 6). More equations explain more in both rows of the R² "
                + $"table, as printed; whether its 93.8 % may be a run like ours, which reach {a["P2.4"][5]} %, five seeds leave "
                + "open."),
        new(
            [("P2.6", Verdict.Holds), ("P2.3", Verdict.Holds)],
            a => $"From 2 to 3 times the equations 15 unknowns gain {a["P2.6"][1]} here and 50 unknowns {a["P2.6"][0]}: our runs "
                + "do not saturate; the printed 40 % and 3 % lie at the edge of what a single run gives."),
        new(
            [("P2.15", Verdict.Holds), ("P2.9", Verdict.Holds)],
            a => $"A loss on the weights explains {a["P2.15"][1]} of the function where a loss on the function explains "
                + $"{a["P2.15"][0]}. The predicted function misses {a["P2.9"][0]}, its weights {a["P2.9"][2]} after matching by "
                + "symmetry: the function is learned, from other weights."),
        new(
            [("P2.10", Verdict.Fails)],
            a => $"Other x_eval change nothing (R² {a["P2.10"][1]} shifted, {a["P2.10"][2]} with long tails, {a["P2.10"][0]} as "
                + $"trained); other generator weights do ({a["P2.10"][3]} with N(0, 1))."),
    ];
}
