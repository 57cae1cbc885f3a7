using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using ExactTorch.Kernels;
using ExactTorch.Rng;
using WeightPred.Models;

// Arguments: threads, steps. Output: carrier, flags of the processor, hash over the weights and losses of all models.
int threads = int.Parse(args[0], CultureInfo.InvariantCulture);
int steps = int.Parse(args[1], CultureInfo.InvariantCulture);
Func<Module<Tensor, Tensor>>[] models =
[
    () => new Mlp(6, 2, [33, 33]),
    () => new XLinear(6, 2, [33, 33]),
    () => new ResLinear(6, 2, 37, 2),
    () => new WeightPredictor(3, 2, 16),
];

// Two seeds of each; any thread may train any of them.
byte[][] results = new byte[2 * models.Length][];
int next = -1;
var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
{
    for (int job; (job = Interlocked.Increment(ref next)) < results.Length;)
        results[job] = Train(models[job / 2], seed: job % 2, sets: job / 2 == 3, classes: job / 2 == 1, RuleOf(job / 2));
})).ToList();
workers.ForEach(worker => worker.Start());
workers.ForEach(worker => worker.Join());

Console.WriteLine(IsaSupport.Best);
Console.WriteLine($"Avx512F={Avx512F.IsSupported} Avx2={Avx2.IsSupported} Fma={Fma.IsSupported}");
Console.WriteLine(Convert.ToHexString(SHA256.HashData([.. results.SelectMany(r => r)])));

static Func<IEnumerable<Parameter>, Optimizer> RuleOf(int model) => model switch
{
    0 => parameters => optim.AdamW(parameters),
    1 => parameters => optim.SGD(parameters, 0.01, momentum: 0.9),
    _ => parameters => optim.Adam(parameters),
};

byte[] Train(Func<Module<Tensor, Tensor>> make, int seed, bool sets, bool classes, Func<IEnumerable<Parameter>, Optimizer> rule)
{
    manual_seed(seed);
    using var model = make();
    using var optimizer = rule(model.parameters());
    var stream = new RandomStream("bit-probe", seed);
    var numbers = new List<float>();
    for (int step = 0; step < steps; step++)
    {
        using var scope = NewDisposeScope();
        var x = sets ? empty(5, 27, 3) : empty(1030, 6);
        var y = empty(x.shape[0], 2);
        stream.FillNormal(x, Purpose.TrainData, 0, step);
        stream.FillNormal(y, Purpose.TrainData, 1, step);
        optimizer.zero_grad();
        var loss = classes ? cross_entropy(model.call(x), softmax(y, 1)) : mse_loss(model.call(x), y);
        loss.backward();
        optimizer.step();
        numbers.Add(loss.item<float>());
    }

    numbers.AddRange(model.parameters().Concat(model.buffers()).SelectMany(p => p.ToArray()));
    model.eval();
    using var end = NewDisposeScope();
    var unseen = sets ? empty(5, 27, 3) : empty(1030, 6);
    stream.FillNormal(unseen, Purpose.EvalData, 0, 0);
    numbers.AddRange(model.call(unseen).ToArray());
    return MemoryMarshal.AsBytes(numbers.ToArray().AsSpan()).ToArray();
}
