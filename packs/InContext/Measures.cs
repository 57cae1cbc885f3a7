namespace InContext;

/// <summary>Numbers of a trained transformer.</summary>
public static class Measures
{
    private const int Batch = 1024, Batches = 8, Size = LinearTask.Dimension + 1;

    /// <summary>Held-out loss over Var(y).</summary>
    public static Metric Left { get; } = Metric.Error<Run<LinearTask>>(
        "share left", "share of Var(y)", run => run.HeldOutLoss / GradientSteps.Variance(run.Experiment.Range));

    /// <summary>1 - <see cref="Left"/>, of the moving average.</summary>
    public static Metric R2 { get; } = Metric.Score<Run<LinearTask>>(
        "R²", "R²", run => 1 - run.FinalLoss / GradientSteps.Variance(run.Experiment.Range));

    /// <summary>How much of the gradient step's predictions the network's explain, on fresh tasks.</summary>
    public static Metric Agreement { get; } = Metric.Score<Run<LinearTask>>(
        "agreement with the gradient step", "R²", run => AgreementOf(run, shuffled: false), onNetwork: true);

    /// <summary>The same, where the step sees each y beside another x.</summary>
    public static Metric ShuffledAgreement { get; } = Metric.Score<Run<LinearTask>>(
        "agreement with the step on shuffled labels", "R²", run => AgreementOf(run, shuffled: true), onNetwork: true);

    /// <summary>The least that two plain gradient steps of one rate leave, on the run's held-out tasks.</summary>
    public static Metric TwoStepsLeave { get; } = Metric.Error<Run<LinearTask>>(
        "left by two plain steps at their best rate", "share of Var(y)", run =>
            Steps(run, GradientSteps.LeastOfTwo), onNetwork: true);

    /// <summary>The least that two steps of GD++ of one rate and one move leave, on the run's held-out tasks.</summary>
    public static Metric GdPlusPlusLeaves { get; } = Metric.Error<Run<LinearTask>>(
        "left by two tuned steps of GD++", "share of Var(y)", run => Steps(run, GradientSteps.LeastOfGdPlusPlus));

    /// <summary>The share that the network leaves of tasks whose inputs are drawn from another range.</summary>
    public static Metric LeftAt(double range) => Metric.Error<Run<LinearTask>>(
        FormattableString.Invariant($"share left, inputs up to {range}"), "share of Var(y)", run =>
            Elsewhere(run, range).Network, onNetwork: true);

    /// <summary>The share that the gradient step leaves of them, at the rate that is best in training.</summary>
    public static Metric StepLeavesAt(double range) => Metric.Error<Run<LinearTask>>(
        FormattableString.Invariant($"left by the gradient step, inputs up to {range}"), "share of Var(y)", run =>
            Elsewhere(run, range).Step, onNetwork: true);

    /// <summary>
    /// The share of the squares of K'Q that lies off the diagonal: how the context's tokens (11 rows) meet the x of the last (10
    /// columns).
    /// </summary>
    public static Metric OffDiagonal { get; } = Metric.Error<Run<LinearTask>>(
        "off-diagonal share of keys and queries", "share of squares", run => OffDiagonalOf(run), onNetwork: true);

    /// <summary>The share of the squares of the value's row that does not read y.</summary>
    public static Metric OffTarget { get; } = Metric.Error<Run<LinearTask>>(
        "share of the values that is not y", "share of squares", run => OffTargetOf(run), onNetwork: true);

    private static double AgreementOf(Run<LinearTask> run, bool shuffled)
    {
        if (run.Diverged)
            return double.NegativeInfinity;
        using var learner = LinearTask.Restore(run);
        double rate = GradientSteps.BestRate(run.Experiment.Range), off = 0, all = 0;
        foreach (var (tokens, answer, _) in Tasks(learner))
        {
            var steps = GradientSteps.Products(tokens, shuffled);
            for (int i = 0; i < answer.Length; i++)
            {
                double step = rate * steps[i].First;
                off += (answer[i] - step) * (answer[i] - step);
                all += step * step;
            }
        }

        return 1 - off / all;
    }

    // The run's tasks alone decide this: its network has no part in it.
    private static double Steps(
        Run<LinearTask> run, Func<IReadOnlyList<(double, double, double, double)>, IReadOnlyList<float>, double> least)
    {
        using var learner = run.Experiment.Begin(run.Seed);
        var (products, truth) = (new List<(double, double, double, double)>(), new List<float>());
        for (int batch = 0; batch < Batches; batch++)
        {
            var tasks = learner.HeldOut(Batch, batch);
            products.AddRange(GradientSteps.Products(Engine.Values(tasks.Input)));
            truth.AddRange(Engine.Values(tasks.Target));
        }

        return least(products, truth) / GradientSteps.Variance(run.Experiment.Range);
    }

    private static (double Network, double Step) Elsewhere(Run<LinearTask> run, double range)
    {
        if (run.Diverged)
            return (double.PositiveInfinity, double.PositiveInfinity);
        using var learner = LinearTask.Restore(run);
        double rate = GradientSteps.BestRate(run.Experiment.Range), network = 0, step = 0;
        foreach (var (tokens, answer, target) in Tasks(learner, run.Experiment with { Range = range }))
        {
            var steps = GradientSteps.Products(tokens);
            for (int i = 0; i < answer.Length; i++)
            {
                network += Math.Pow(answer[i] - target[i], 2);
                step += Math.Pow(rate * steps[i].First - target[i], 2);
            }
        }

        double all = GradientSteps.Variance(range) * Batch * Batches;
        return (network / all, step / all);
    }

    private static IEnumerable<(float[] Tokens, float[] Answer, float[] Target)> Tasks(RecipeLearner<LinearTask> learner,
        LinearTask? on = null)
    {
        for (int batch = 0; batch < Batches; batch++)
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            var tasks = learner.HeldOut(Batch, batch, on);
            yield return (Engine.Values(tasks.Input), Engine.Values(learner.Model.call(tasks.Input)),
                Engine.Values(tasks.Target));
        }
    }

    // Weights come layer by layer, each as query, key, value, projection; rows are outputs.
    private static double OffDiagonalOf(Run<LinearTask> run)
    {
        using var learner = LinearTask.Restore(run);
        var (query, key) = (learner.Weights[0], learner.Weights[1]);
        double diagonal = 0, all = 0;
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < LinearTask.Dimension; j++)
            {
                double sum = 0;
                for (int k = 0; k < Size; k++)
                    sum += (double)key[k * Size + i] * query[k * Size + j];
                all += sum * sum;
                diagonal += i == j ? sum * sum : 0;
            }
        }

        return 1 - diagonal / all;
    }

    private static double OffTargetOf(Run<LinearTask> run)
    {
        using var learner = LinearTask.Restore(run);
        var (value, projection) = (learner.Weights[2], learner.Weights[3]);
        double target = 0, all = 0;
        for (int i = 0; i < Size; i++)
        {
            double sum = 0;
            for (int k = 0; k < Size; k++)
                sum += (double)projection[(Size - 1) * Size + k] * value[k * Size + i];
            all += sum * sum;
            target += i == Size - 1 ? sum * sum : 0;
        }

        return 1 - target / all;
    }
}
