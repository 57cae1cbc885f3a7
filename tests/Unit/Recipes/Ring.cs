using Reproduction.Claims;

namespace WeightPred.Unit.Recipes;

// As docs/your-own-write-up.md shows it, from here to the end.
public sealed record Ring : Recipe<Ring>
{
    public static readonly Metric Accuracy = Score(
        "accuracy", "share", (answer, target) => Largest(answer) == Largest(target) ? 1 : 0);

    public int Hidden { get; init; }                                          // 0: no hidden layer

    protected override string Label => Hidden == 0 ? "straight line" : $"{Hidden} hidden";
    protected override string Stream => "ring";
    protected override TimeSpan TakesExample => TimeSpan.FromMicroseconds(1);

    protected override DataSet Data => Csv("ring.csv", target: "place", classes: true);
    protected override Loss Loss => Loss.CrossEntropy;

    protected override Module<Tensor, Tensor> Build() =>
        Hidden == 0 ? Linear(2, 2) : Sequential(Linear(2, Hidden), ReLU(), Linear(Hidden, 2));

    private static int Largest(float[] row) => Array.IndexOf(row, row.Max());
}
