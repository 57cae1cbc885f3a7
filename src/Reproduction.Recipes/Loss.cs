namespace Reproduction.Recipes;

/// <summary>A loss: training lowers it, and an evaluation tells it of held-out examples.</summary>
/// <param name="name">As an axis says it: "MSE".</param>
/// <param name="mean">From answers and targets of a batch to their mean loss, one number.</param>
public sealed class Loss(string name, Func<Tensor, Tensor, Tensor> mean)
{
    /// <summary>Mean squared error over all numbers of the answers; answer and target have the same shape.</summary>
    public static Loss MeanSquaredError { get; } = new("MSE", (answer, target) => mse_loss(answer, target));

    /// <summary>
    /// Cross entropy in nats, a mean over examples: answers are scores, [examples, classes], of which it takes the softmax;
    /// targets are probabilities of the same shape, as <see cref="DataSet"/> has them for classes.
    /// </summary>
    public static Loss CrossEntropy { get; } = new("cross entropy", (answer, target) => cross_entropy(answer, target));

    /// <summary>As an axis says it.</summary>
    public string Name { get; } = name;

    internal Tensor Mean(Tensor answer, Tensor target) => mean(answer, target);
}
