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
        var (inputs, pair, outputs, unknowns) = (Net.Inputs(experiment), Net.PairSize(experiment), experiment.Generator.Outputs, experiment.Generator.Unknowns);
        return experiment.Net switch
        {
            LinearNet net => Sequential([.. Enumerable.Range(0, net.Depth).Select(i => Layer(i == 0 ? inputs : net.Width, net.Width)), Layer(net.Depth == 0 ? inputs : net.Width, outputs)]),
            XLinearNet net => new Repeated(inputs, outputs, net.Width, net.Depth),
            ResLinearNet net => new Residual(inputs, outputs, net.Width),
            FlattenedPairsNet net => new Residual(pair * experiment.Pairs, unknowns, net.Width),
            DeepSetsNet net => Sequential(
                Layer(pair, 128), Layer(128, PairEncoder.HiddenSize), net.Pool(), Layer(net.Embedding, 256), Layer(256, 128), Layer(128, unknowns)),
            _ => throw new ArgumentException($"{experiment.Net} is no net that this knows.", nameof(experiment)),
        };
    }

    private static Module<Tensor, Tensor> Layer(int inputs, int outputs) => Linear(inputs, outputs);

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

        public Repeated(int inputs, int outputs, int width, int depth)
            : base(nameof(Repeated))
        {
            for (int i = 0; i < depth; i++)
                layers.Add(Linear(i == 0 ? inputs : width + inputs, width));
            output = Linear(depth == 0 ? inputs : width + inputs, outputs);
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
        private readonly Module<Tensor, Tensor> firstMain;
        private readonly Module<Tensor, Tensor> firstSkip;
        private readonly Module<Tensor, Tensor> secondMain;
        private readonly Module<Tensor, Tensor> secondSkip;
        private readonly Module<Tensor, Tensor> output;

        public Residual(int inputs, int outputs, int width)
            : base(nameof(Residual))
        {
            input = Linear(inputs, width);
            firstMain = Sequential(Layer(width, width), Layer(width, width));
            firstSkip = Linear(width, width);
            secondMain = Sequential(Layer(width, width), Layer(width, width));
            secondSkip = Linear(width, width);
            output = Linear(width, outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var h = input.call(x.shape.Length > 2 ? x.flatten(1) : x);
            h = Sum.Of(firstMain.call(h), firstSkip.call(h));
            return output.call(Sum.Of(secondMain.call(h), secondSkip.call(h)));
        }
    }
}
