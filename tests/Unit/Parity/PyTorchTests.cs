using WeightPred.Fixtures.Golden;
using WeightPred.Models;
using Xunit.Abstractions;

namespace WeightPred.Unit.Parity;

/// <summary>
/// The models against PyTorch (each file names its version): from the same initial weights, the same outputs, loss and gradients,
/// and the same 100 losses and final weights under Adam, AdamW and SGD. Tolerances: <see cref="Comparison"/>. The recording:
/// tests/Fixtures/Golden/make_golden.py.
/// </summary>
public sealed class PyTorchTests(ITestOutputHelper log)
{
    private const int Rows = 1100; // more than one of the engine's chunks of 1024 rows
    private const int Steps = 100;

    // A constant added to all scores of a softmax, or to a column before batch normalisation, changes nothing: its true gradient
    // is 0. Adam divides rounding errors by their own size and walks at random; only the running mean follows.
    private static bool IsWithoutEffect(string name) =>
        name.EndsWith("scores.bias", StringComparison.Ordinal) || name.EndsWith("main.0.bias", StringComparison.Ordinal)
        || name.EndsWith("main.3.bias", StringComparison.Ordinal);

    [Fact]
    public void Mlp_has_PyTorchs_outputs_loss_and_gradients() => Gradients("mlp", NewMlp, Formula.Vectors(0, Rows), Rows);

    [Fact]
    public void Mlp_follows_PyTorch_through_100_Adam_steps() => Training("mlp", NewMlp, step => Formula.Vectors(step, 32));

    [Fact]
    public void Mlp_follows_PyTorch_through_100_steps_of_AdamW() => Training(
        "optimisers", NewMlp, step => Formula.Vectors(step, 32), "adamw",
        parameters => torch.optim.AdamW(parameters, weight_decay: 0.1));

    [Fact]
    public void Mlp_follows_PyTorch_through_100_steps_of_SGD_with_momentum() => Training(
        "optimisers", NewMlp, step => Formula.Vectors(step, 32), "sgd",
        parameters => torch.optim.SGD(parameters, 0.03, momentum: 0.9));

    [Fact]
    public void XLinear_has_PyTorchs_outputs_loss_and_gradients() =>
        Gradients("xlinear", NewXLinear, Formula.Vectors(0, Rows), Rows);

    [Fact]
    public void XLinear_follows_PyTorch_through_100_Adam_steps() =>
        Training("xlinear", NewXLinear, step => Formula.Vectors(step, 32));

    [Fact]
    public void ResLinear_has_PyTorchs_outputs_loss_and_gradients() =>
        Gradients("reslinear", NewResLinear, Formula.Vectors(0, Rows), Rows);

    [Fact]
    public void ResLinear_follows_PyTorch_through_100_Adam_steps() =>
        Training("reslinear", NewResLinear, step => Formula.Vectors(step, 32));

    [Fact] // PyTorch's side pools last, ours first
    public void WeightPredictor_has_the_outputs_loss_and_gradients_of_the_write_ups_order() =>
        Gradients("predictor", () => NewPredictor(null), Formula.Sets(0, 300, 7), 2100);

    [Fact]
    public void WeightPredictor_follows_the_write_ups_order_through_100_Adam_steps() =>
        Training("predictor", () => NewPredictor(null), step => Formula.Sets(step, 16, 5));

    [Fact]
    public void WeightPredictor_with_moments_has_PyTorchs_outputs_loss_and_gradients() =>
        Gradients("predictor-moment", () => NewPredictor(new MomentPooling(8)), Formula.Sets(0, 300, 7), 2100);

    [Fact]
    public void WeightPredictor_with_moments_follows_PyTorch_through_100_Adam_steps() =>
        Training("predictor-moment", () => NewPredictor(new MomentPooling(8)), step => Formula.Sets(step, 16, 5));

    [Fact]
    public void WeightPredictor_with_attention_has_PyTorchs_outputs_loss_and_gradients() =>
        Gradients("predictor-attention", () => NewPredictor(new AttentionPooling(8)), Formula.Sets(0, 300, 7), 2100);

    [Fact]
    public void WeightPredictor_with_attention_follows_PyTorch_through_100_Adam_steps() =>
        Training("predictor-attention", () => NewPredictor(new AttentionPooling(8)), step => Formula.Sets(step, 16, 5));

    [Fact]
    public void Attention_pooling_has_PyTorchs_outputs_and_gradients() => Pooling("attention", () => new AttentionPooling(8));

    [Fact]
    public void Moment_pooling_has_PyTorchs_outputs_and_gradients() => Pooling("moment", () => new MomentPooling(8));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Softmax_has_PyTorchs_outputs_and_gradients(int dim)
    {
        using var scope = torch.NewDisposeScope();
        var golden = GoldenFile.Read<GoldenRun>("softmax", $"dim{dim}");
        var x = Formula.Rounded(Formula.Values(84, 30000, 16), 3, 7, 4).requires_grad_();
        var y = softmax(x, dim);
        var loss = mse_loss(y, Formula.Rounded(Formula.Values(84, 40000, 1), 3, 7, 4));
        loss.backward();
        var comparison = new Comparison($"softmax over dimension {dim}", 84);
        comparison.Losses([loss.item<float>()], golden.Losses);
        comparison.Tensor("output", y.data<float>(), golden.Tensors["output"]);
        comparison.Tensor("input", x.grad!.data<float>(), golden.Tensors["input"]);
        comparison.Finish(log);
    }

    [Fact]
    public void Cross_entropy_has_PyTorchs_loss_and_gradient()
    {
        using var scope = torch.NewDisposeScope();
        const int Classes = 5;
        double[] shares = [0.5, 0.25, 0.25, 0, 0];
        var golden = GoldenFile.Read<GoldenRun>("cross-entropy", "probabilities");
        var x = Formula.Rounded(Formula.Values(Rows * Classes, 30000, 16), Rows, Classes).requires_grad_();
        var targets = from r in Enumerable.Range(0, Rows)
                      from c in Enumerable.Range(0, Classes)
                      select r % 2 == 0 ? shares[(c + r) % Classes] : c == r % Classes ? 1.0 : 0.0;
        var loss = cross_entropy(x, Formula.Rounded([.. targets], Rows, Classes));
        loss.backward();
        var comparison = new Comparison("cross entropy", Rows);
        comparison.Losses([loss.item<float>()], golden.Losses);
        comparison.Tensor("input", x.grad!.data<float>(), golden.Tensors["input"]);
        comparison.Finish(log);
    }

    private static Module<Tensor, Tensor> NewMlp() => new Mlp(17, 1, [16, 16, 16]);

    private static Module<Tensor, Tensor> NewXLinear() => new XLinear(17, 1, [16, 16, 16]);

    private static Module<Tensor, Tensor> NewResLinear() => new ResLinear(17, 1, 16, 2);

    private static Module<Tensor, Tensor> NewPredictor(Module<Tensor, Tensor>? pooling) => new WeightPredictor(3, 2, 8, pooling);

    private void Pooling(string section, Func<Module<Tensor, Tensor>> make)
    {
        using var scope = torch.NewDisposeScope();
        double[] hidden = [.. Formula.Values(4 * 5 * 256, 30000, 1.75).Select(Math.Abs)];
        var x = Formula.Rounded(hidden, 4, 5, 256).requires_grad_();
        Backward($"{section} pooling", make, GoldenFile.Read<GoldenRun>("pooling", section), x,
            Formula.Rounded(Formula.Values(32, 40000, 1), 4, 8), 256);
    }

    private void Gradients(string file, Func<Module<Tensor, Tensor>> make, (Tensor X, Tensor Y) batch, int rows)
    {
        using var x = batch.X;
        using var y = batch.Y;
        Backward($"{file}: gradients", make, GoldenFile.Read<GoldenRun>(file, "gradient"), x, y, rows);
    }

    private void Backward(string title, Func<Module<Tensor, Tensor>> make, GoldenRun golden, Tensor x, Tensor y, int longestSum)
    {
        using var scope = torch.NewDisposeScope();
        using var model = Formula.Initialised(make());
        var output = model.call(x);
        var loss = mse_loss(output, y);
        loss.backward();
        var comparison = new Comparison(title, longestSum);
        comparison.Losses([loss.item<float>()], golden.Losses);
        comparison.Tensor("output", output.data<float>(), golden.Tensors["output"]);
        var names = new List<string> { "output" };
        if (x.requires_grad)
        {
            names.Add("input");
            comparison.Tensor("input", x.grad!.data<float>(), golden.Tensors["input"]);
        }

        foreach (var (name, parameter) in model.named_parameters())
        {
            names.Add(name);
            if (IsWithoutEffect(name))
                Assert.All(parameter.grad!.ToArray(), g => Assert.InRange(g, -1e-6f, 1e-6f)); // roundings of 1100 terms below 0.1
            else
                comparison.Tensor(name, parameter.grad!.data<float>(), golden.Tensors[name]);
        }

        foreach (var (name, buffer) in model.named_buffers())
        {
            names.Add(name);
            comparison.Tensor(name, buffer.data<float>(), golden.Tensors[name]);
        }

        if (model.buffers().Any())
        {
            names.Add("evaluated");
            model.eval();
            comparison.Tensor("evaluated", model.call(x).data<float>(), golden.Tensors["evaluated"]);
        }

        Assert.Equal(golden.Tensors.Keys, names);
        comparison.Finish(log);
    }

    private void Training(
        string file, Func<Module<Tensor, Tensor>> make, Func<int, (Tensor X, Tensor Y)> batch, string section = "training",
        Func<IEnumerable<Parameter>, Optimizer>? rule = null)
    {
        var golden = GoldenFile.Read<GoldenRun>(file, section);
        using var model = Formula.Initialised(make());
        using var optimizer = rule?.Invoke(model.parameters()) ?? torch.optim.Adam(model.parameters());
        var losses = new List<double>();
        for (int step = 1; step <= Steps; step++)
        {
            using var scope = torch.NewDisposeScope();
            var (x, y) = batch(1000 * golden.Variant + step);
            optimizer.zero_grad();
            var loss = mse_loss(model.call(x), y);
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        var comparison = new Comparison($"{file}, {section}: {Steps} steps", Steps);
        comparison.Losses(losses, golden.Losses);
        var state = model.named_parameters().Select(p => (p.name, Value: (Tensor)p.parameter))
            .Concat(model.named_buffers()).ToList();
        foreach (var (name,
            value) in state.Where(part => !IsWithoutEffect(part.name) && !part.name.EndsWith("mean", StringComparison.Ordinal)))
            comparison.Tensor(name, value.data<float>(), golden.Tensors[name]);
        Assert.Equal(golden.Tensors.Keys, state.Select(part => part.name));
        comparison.Finish(log);
    }
}
