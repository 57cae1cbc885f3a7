namespace InContext;

/// <summary>All that the claims share.</summary>
public static class Setting
{
    /// <summary>Differences from the paper and its notebook, and what neither says.</summary>
    public static IReadOnlyList<string> Differences { get; } =
    [
        "As in the authors' notebook: ten pairs in ten dimensions, w from N(0, I), inputs from a centred uniform distribution, "
        + "Adam at 1e-3, batches of 2048 fresh tasks, 5 000 steps for one layer. The paper says U(-1, 1), the notebook draws "
        + "from U(-1/2, 1/2): shares do not depend on it.",
        "The notebook's initial weights are normal, these uniform with the same variance. It cuts gradients at a norm of 0.001; "
        + "here nothing is cut.",
    ];

    /// <summary>The quick tier in a sentence.</summary>
    public static string Reduced { get; } =
        "1 500 steps of 256 tasks at 3e-3, from PyTorch's initial weights. The network is near the step, not at it.";

    /// <summary>The arm of one linear layer.</summary>
    public static Arm OneLayer(this Plan plan) => plan.Arm("one layer", LinearTask.Of(plan.Tier));

    /// <summary>The arm of two linear layers; the quick tier trains them longer, from the notebook's start.</summary>
    public static Arm TwoLayers(this Plan plan)
    {
        var two = LinearTask.Of(plan.Tier) with { Layers = 2 };
        return plan.Arm("two layers", plan.IsFull ? two : two with { Steps = 3_000, LearningRate = 1e-3, LargeStart = false });
    }
}
