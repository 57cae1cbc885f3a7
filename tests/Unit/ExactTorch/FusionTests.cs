using ExactTorch.Ops;
using ExactTorch.Rng;

namespace WeightPred.Unit.ExactTorch;

public class FusionTests
{
    // Rows of sets and blocks (128) and chunks (1024) end at different places.
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 5, 7, 9)]
    [InlineData(10, 13, 17, 33)]
    [InlineData(3, 43, 16, 32)]
    [InlineData(2, 200, 33, 47)]
    [InlineData(41, 25, 15, 31)]
    [InlineData(7, 150, 16, 20)]
    [InlineData(1, 1025, 8, 16)]
    [InlineData(3, 1100, 5, 6)]
    public void Mean_over_a_set_of_two_hidden_layers(int sets, int setSize, int width1, int width2) => Compare(
        [[sets, setSize, 3], [width1, 3], [width1], [width2, width1], [width2]],
        (t, read) =>
        {
            var hidden1 = read(relu(read(linear(t[0], t[1], t[2]))));
            var hidden2 = read(relu(read(linear(hidden1, t[3], t[4]))));
            return hidden2.mean([1]);
        },
        fusedInto: typeof(PooledEncoderNode));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(130, 17, 33)]
    [InlineData(1030, 5, 31)]
    public void Linear_and_relu(int rows, int inputs, int outputs) => Compare(
        [[rows, inputs], [outputs, inputs], [outputs]],
        (t, read) => relu(read(linear(t[0], t[1], t[2]))),
        fusedInto: typeof(LinearNode));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(130, 33)]
    [InlineData(1030, 17)]
    public void Residual_sums(int rows, int width) => Compare(
        [[rows, width], [width, width], [width], [width, width], [width]],
        (t, read) => relu(read(read(linear(t[0], t[1], t[2])) + read(linear(t[0], t[3], t[4])))),
        fusedInto: typeof(LinearNode));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(130, 15, 33)]
    [InlineData(1030, 3, 17)]
    public void A_hidden_layer_computed_inside_a_cat(int rows, int inputs, int outputs) => Compare(
        [[rows, inputs], [outputs, inputs], [outputs], [outputs, outputs + inputs], [outputs]],
        (t, read) => linear(cat([read(relu(read(linear(t[0], t[1], t[2])))), t[0]], -1), t[3], t[4]),
        fusedInto: typeof(LinearNode));

    private static void Compare(long[][] shapes, Func<Tensor[], Func<Tensor, Tensor>, Tensor> work, Type fusedInto)
    {
        using var scope = NewDisposeScope();
        var fused = Run(shapes, work, fusedInto, read: t => t);
        var separate = Run(shapes, work, null, read: t =>
        {
            _ = t.data<float>();
            return t;
        });
        for (int i = 0; i < fused.Length; i++)
            Carriers.AssertSameBits(separate[i], fused[i], i == 0 ? "value" : $"gradient of parameter {i}");
    }

    private static float[][] Run(long[][] shapes, Func<Tensor[], Func<Tensor, Tensor>, Tensor> work, Type? node,
        Func<Tensor, Tensor> read)
    {
        var stream = new RandomStream("unit/fused", 0);
        var t = shapes.Select((shape, i) =>
        {
            var x = empty(shape).requires_grad_(i > 0);
            stream.FillNormal(x, Purpose.Noise, i, 0, i == 0 ? 1f : 0.3f);
            return x;
        }).ToArray();
        var y = work(t, read);
        if (node is not null)
            Assert.IsType(node, y.Creator);
        var target = empty(y.shape);
        stream.FillNormal(target, Purpose.Noise, shapes.Length, 0);
        mse_loss(y, target).backward();
        return [y.ToArray(), .. t.Skip(1).Select(p => p.grad!.ToArray())];
    }
}
