using WeightPred.Models.Generators;
using WeightPred.Training;

namespace WeightPred.Bench;

/// <summary>One training step to be timed.</summary>
/// <param name="Name">As the report shows it.</param>
/// <param name="Experiment">The training.</param>
internal sealed record Workload(string Name, Experiment Experiment)
{
    /// <summary>The networks of both parts.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        PartOne(Net.Linear), PartOne(Net.XLinear), PartOne(Net.ResLinear),
        DeepSets(2, 5, 20), DeepSets(2, 5, 45), DeepSets(4, 10, 67), DeepSets(4, 10, 150),
    ];

    private string PeerNet => Experiment.Net is DeepSetsNet ? "DeepSets" : Experiment.Net.ToString();

    /// <summary>The name that torch_peer.py understands.</summary>
    public string PeerName =>
        $"{PeerNet}/{string.Join('-', Experiment.Generator.Sizes)}{(Experiment.Pairs > 0 ? $"/{Experiment.Pairs}" : "")}";

    /// <summary>The formula behind <see cref="Operations"/>, for the report.</summary>
    public const string Formula =
        "operations = 6 R K N for each linear layer with R rows, K inputs, N outputs (forward, dW, dX; 4 R K N where the input "
        + "needs no gradient), plus 2 K N for each point that a generator layer is run on (x 2 or 3 where it is differentiated). "
        + "Multiply and add count as two. Deep Sets pool before the encoder's last layer. Random numbers, ReLU, the mean, Adam "
        + "and whatever an engine computes twice count nothing.";

    /// <summary>Floating-point operations of one step, from the shapes alone.</summary>
    public double Operations
    {
        get
        {
            var sizes = Experiment.Generator.Sizes;
            double batch = Experiment.Batch, inputs = sizes[0], unknowns = Experiment.Generator.Unknowns;
            if (Experiment.Task == LearningTask.OutputFromWeights)
            {
                double x = inputs + unknowns;
                double network = Experiment.Net switch
                {
                    LinearNet net => Layers(batch, x, net.Widths, 0),
                    XLinearNet net => Layers(batch, x, net.Widths, x),
                    ResLinearNet net => First(batch, x, net.Width) + 2 * net.Blocks * Layer(batch, net.Width, net.Width)
                        + Layer(batch, net.Width, 1),
                    _ => throw new NotSupportedException($"{Experiment.Net} has no formula."),
                };
                return network + 2 * batch * unknowns;
            }

            double rows = batch * Experiment.Pairs;
            double encoder = First(rows, inputs + 1, 128) + Layer(rows, 128, 256)
                + Layer(batch, 256, ((DeepSetsNet)Experiment.Net).Embedding);
            double decoder = Layer(batch, ((DeepSetsNet)Experiment.Net).Embedding, 256) + Layer(batch, 256, 128)
                + Layer(batch, 128, unknowns);
            double truth = 2 * (rows + batch) * unknowns;
            double predicted = batch * (6 * unknowns - 2 * sizes[0] * sizes[1]);
            return encoder + decoder + truth + predicted;
        }
    }

    private static double Layers(double batch, double inputs, IReadOnlyList<int> widths, double appended) =>
        First(batch, inputs, widths[0])
        + widths.Zip([.. widths.Skip(1), 1], (from, to) => Layer(batch, from + appended, to)).Sum();

    private static double Layer(double rows, double inputs, double outputs) => 6 * rows * inputs * outputs;

    private static double First(double rows, double inputs, double outputs) => 4 * rows * inputs * outputs;

    private static Workload PartOne(Net net) => new(net.ToString(), new Experiment
    {
        Task = LearningTask.OutputFromWeights, Generator = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit),
            Net = net, Steps = 1,
    });

    /// <summary>The set model on a generator with one hidden layer.</summary>
    public static Workload DeepSets(int inputs, int hidden, int pairs)
    {
        var generator = KnownGenerators.TwoLayerMlp(inputs, hidden, WeightScale.LeCun);
        return new($"Deep Sets {generator.Unknowns}@{pairs}", new Experiment
        {
            Task = LearningTask.FunctionFromPairs, Generator = generator, Net = Net.DeepSets, Steps = 1, Pairs = pairs,
        });
    }
}
