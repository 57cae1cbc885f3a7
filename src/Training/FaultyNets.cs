using WeightPred.Models;
using WeightPred.Models.Engines;

namespace WeightPred.Training;

/// <summary>The write-up's networks with a fault: the same parameters in the same order, put together wrongly.</summary>
internal static class FaultyNets
{
    /// <summary>Deep Sets whose pooling adds up.</summary>
    public static Module<Tensor, Tensor> WithSums(Experiment experiment)
    {
        int embedding = ((DeepSetsNet)experiment.Net).Embedding;
        return new WeightPredictor(Net.PairSize(experiment), experiment.Generator.Unknowns, embedding, new Sums(embedding));
    }

    /// <summary>Layers without ReLU.</summary>
    public static Module<Tensor, Tensor> WithoutRelu(Experiment experiment)
    {
        var (inputs, pair) = (Net.Inputs(experiment), Net.PairSize(experiment));
        var (outputs, unknowns) = (experiment.Generator.Outputs, experiment.Generator.Unknowns);
        return experiment.Net switch
        {
            LinearNet net => Sequential([.. Chain([inputs, .. net.Widths, outputs])]),
            XLinearNet net => new Repeated(inputs, outputs, net.Widths),
            ResLinearNet net => new Residual(inputs, outputs, net.Width, net.Blocks),
            FlattenedPairsNet net => new Residual(pair * experiment.Pairs, unknowns, net.Width, net.Blocks),
            DeepSetsNet net => Sequential(
                [.. Chain([pair, 128, PairEncoder.HiddenSize]), net.Pool(), .. Chain([net.Embedding, 256, 128, unknowns])]),
            _ => throw new ArgumentException($"{experiment.Net} is no net that this knows.", nameof(experiment)),
        };
    }

    private static IEnumerable<Module<Tensor, Tensor>> Chain(IReadOnlyList<int> sizes) =>
        sizes.Zip(sizes.Skip(1), (from, to) => (Module<Tensor, Tensor>)Linear(from, to));

    private sealed class Sums : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> embedding;

        public Sums(int embeddingSize)
            : base(nameof(Sums))
        {
            embedding = Linear(PairEncoder.HiddenSize, embeddingSize);
            RegisterComponents();
        }

        public override Tensor forward(Tensor hidden) => embedding.call(hidden.sum([1L]));
    }

    private sealed class Repeated : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Module<Tensor, Tensor>> layers = new();
        private readonly Module<Tensor, Tensor> output;

        public Repeated(int inputs, int outputs, IReadOnlyList<int> widths)
            : base(nameof(Repeated))
        {
            foreach (var layer in widths.Zip([inputs, .. widths.Select(width => width + inputs)],
                (width, size) => Linear(size, width)))
                layers.Add(layer);
            output = Linear(widths[^1] + inputs, outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var h = x;
            foreach (var layer in layers)
                h = cat([layer.call(h), x], dim: -1);
            return output.call(h);
        }
    }

    private sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> input;
        private readonly ModuleList<Module<Tensor, Tensor>> blocks = new();
        private readonly Module<Tensor, Tensor> output;

        public Residual(int inputs, int outputs, int width, int depth)
            : base(nameof(Residual))
        {
            input = Linear(inputs, width);
            for (int i = 0; i < depth; i++)
                blocks.Add(Sequential(Linear(width, width), Normalisation.Of(width), Linear(width, width),
                    Normalisation.Of(width)));
            output = Linear(width, outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var h = input.call(x.shape.Length > 2 ? x.flatten(1) : x);
            foreach (var block in blocks)
                h = Sum.Of(block.call(h), h);
            return output.call(h);
        }
    }
}
