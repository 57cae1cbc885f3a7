namespace WeightPred.Unit.ExactTorch;

public class OpsTests
{
    [Fact]
    public void Linear() => Gradcheck.Of(t => linear(t[0], t[1], t[2]), p => p[0].Linear(p[1], p[2]), [[3, 4], [5, 4], [5]]);

    [Fact]
    public void Linear_without_bias() => Gradcheck.Of(t => linear(t[0], t[1]), p => p[0].Linear(p[1]), [[3, 4], [5, 4]]);

    [Fact]
    public void Linear_of_sets() =>
        Gradcheck.Of(t => linear(t[0], t[1], t[2]), p => p[0].Linear(p[1], p[2]), [[2, 3, 4], [5, 4], [5]]);

    [Fact]
    public void Linear_of_one_row_without_batch() =>
        Gradcheck.Of(t => linear(t[0], t[1], t[2]), p => p[0].Linear(p[1], p[2]), [[4], [5, 4], [5]]);

    [Fact]
    public void Linear_wider_than_a_tile() =>
        Gradcheck.Of(t => linear(t[0], t[1], t[2]), p => p[0].Linear(p[1], p[2]), [[9, 17], [35, 17], [35]]);

    [Fact]
    public void Relu() => Gradcheck.Of(t => relu(t[0]), p => p[0].Relu(), [[4, 5]]);

    [Fact]
    public void Plus() => Gradcheck.Of(t => t[0] + t[1], p => p[0] + p[1], [[3, 4], [3, 4]]);

    [Fact]
    public void Minus() => Gradcheck.Of(t => t[0] - t[1], p => p[0] - p[1], [[3, 4], [3, 4]]);

    [Fact]
    public void Times() => Gradcheck.Of(t => t[0] * t[1], p => p[0] * p[1], [[3, 4], [3, 4]]);

    [Fact]
    public void Divided_by() => Gradcheck.Of(t => t[0] / t[1], p => p[0] / p[1], [[3, 4], [3, 4]]);

    [Fact]
    public void Plus_a_number() => Gradcheck.Of(t => t[0] + 1.5f, p => p[0].Map(x => x + 1.5), [[3, 4]]);

    [Fact]
    public void Minus_a_number() => Gradcheck.Of(t => t[0] - 1.5f, p => p[0].Map(x => x - 1.5), [[3, 4]]);

    [Fact]
    public void Times_a_number() => Gradcheck.Of(t => 2f * t[0] * 1.5f, p => p[0].Map(x => x * 3), [[3, 4]]);

    [Fact]
    public void Divided_by_a_number() => Gradcheck.Of(t => t[0] / 1.5f, p => p[0].Map(x => x / 1.5), [[3, 4]]);

    [Fact]
    public void Negation() => Gradcheck.Of(t => -t[0], p => p[0].Map(x => -x), [[3, 4]]);

    [Fact]
    public void Square() => Gradcheck.Of(t => t[0].square(), p => p[0].Map(x => x * x), [[3, 4]]);

    [Fact]
    public void Plus_broadcasts_a_row() => Gradcheck.Of(t => t[0] + t[1], p => p[0] + p[1], [[2, 3, 4], [4]]);

    [Fact]
    public void Minus_broadcasts_a_column() => Gradcheck.Of(t => t[0] - t[1], p => p[0] - p[1], [[3, 1], [3, 4]]);

    [Fact]
    public void Times_broadcasts_both_operands() => Gradcheck.Of(t => t[0] * t[1], p => p[0] * p[1], [[3, 1, 2], [4, 1]]);

    [Fact]
    public void Division_broadcasts() => Gradcheck.Of(t => t[0] / t[1], p => p[0] / p[1], [[2, 3, 4], [2, 1, 4]]);

    [Fact]
    public void Expand() => Gradcheck.Of(t => t[0].expand(2, 3, 4), p => p[0].Expand(2, 3, 4), [[3, 1]]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Cat(int axis) => Gradcheck.Of(t => cat([t[0], t[1]], axis), p => Plain.Cat(axis, p),
        [[2, 3, 4], [.. new long[] { 2, 3, 4 }.Select((n, i) => i == axis ? n + 1 : n)]]);

    [Fact]
    public void Cat_of_one_tensor_with_itself() =>
        Gradcheck.Of(t => cat([t[0], t[0]], -1), p => Plain.Cat(1, p[0], p[0]), [[2, 3]]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Narrow(int axis) => Gradcheck.Of(t => t[0].narrow(axis, 1, 2), p => p[0].Narrow(axis, 1, 2), [[3, 4, 5]]);

    [Fact]
    public void Reshape() => Gradcheck.Of(t => t[0].reshape(4, -1), p => p[0].Reshape(4, 3), [[3, 4]]);

    [Fact]
    public void Squeeze() => Gradcheck.Of(t => t[0].squeeze(1), p => p[0].Reshape(3, 4), [[3, 1, 4]]);

    [Fact]
    public void Unsqueeze() => Gradcheck.Of(t => t[0].unsqueeze(1), p => p[0].Reshape(3, 1, 4), [[3, 4]]);

    [Fact]
    public void Flatten() => Gradcheck.Of(t => t[0].flatten(1), p => p[0].Reshape(2, 12), [[2, 3, 4]]);

    [Fact]
    public void Clone() => Gradcheck.Of(t => t[0].clone() * t[0], p => p[0] * p[0], [[2, 3]]);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public void Transpose(int a, int b) => Gradcheck.Of(t => t[0].transpose(a, b), p => p[0].Transpose(a, b), [[2, 3, 4]]);

    [Fact]
    public void Bmm() => Gradcheck.Of(t => bmm(t[0], t[1]), p => p[0].Bmm(p[1]), [[2, 3, 4], [2, 4, 5]]);

    [Fact]
    public void Bmm_with_whole_lanes() => Gradcheck.Of(t => bmm(t[0], t[1]), p => p[0].Bmm(p[1]), [[2, 3, 9], [2, 9, 18]]);

    [Fact]
    public void Mm() =>
        Gradcheck.Of(t => t[0].mm(t[1]), p => p[0].Reshape(1, 3, 4).Bmm(p[1].Reshape(1, 4, 2)).Reshape(3, 2), [[3, 4], [4, 2]]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Mean_over(int axis) => Gradcheck.Of(t => t[0].mean([axis]), p => p[0].Mean(axis), [[3, 4, 5]]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Sum_over(int axis) => Gradcheck.Of(t => t[0].sum([axis]), p => p[0].Sum(axis), [[3, 4, 5]]);

    [Fact]
    public void Mean_that_keeps_its_dimension() =>
        Gradcheck.Of(t => t[0].mean([1], keepdim: true), p => p[0].Mean(1).Reshape(3, 1, 5), [[3, 4, 5]]);

    [Fact]
    public void Mean_of_all() => Gradcheck.Of(t => t[0].mean(), p => p[0].Mean(), [[3, 4, 5]]);

    [Fact]
    public void Sum_of_all() => Gradcheck.Of(t => t[0].sum(), p => p[0].Sum(), [[3, 4, 5]]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Softmax(int axis) => Gradcheck.Of(t => softmax(t[0], axis), p => p[0].Softmax(axis), [[3, 4, 5]]);

    [Fact]
    public void Mse_loss() =>
        Gradcheck.Of(t => mse_loss(t[0], t[1]), p => (p[0] - p[1]).Map(d => d * d).Mean(), [[3, 4], [3, 4]]);

    [Fact]
    public void Cross_entropy() => Gradcheck.Of(
        t => cross_entropy(t[0], t[1]),
        p => (p[1] * p[0].Softmax(1).Map(y => -Math.Log(y) / 3)).Sum(),
        [[3, 4], [3, 4]]);

    // Scores that exp alone would send to infinity, and a logarithm that lies between the polynomial's pieces.
    [Fact]
    public void Cross_entropy_of_large_scores_and_of_scores_that_are_no_numbers()
    {
        using var scope = NewDisposeScope();
        float Loss(float a, float b) => cross_entropy(tensor([a, b], 1, 2), tensor([1f, 0f], 1, 2)).item<float>();
        Assert.Equal((0f, 2000f), (Loss(1000, -1000), Loss(-1000, 1000)));
        Assert.Equal(Math.Log(2), Loss(7, 7), 1e-7);
        Assert.Equal(Math.Log(1 + Math.Exp(-0.88)), Loss(0.88f, 0), 1e-7);
        Assert.True(float.IsNaN(Loss(float.NaN, 0)) && float.IsNaN(Loss(float.PositiveInfinity, 0)));
        Assert.Throws<ArgumentException>(() => cross_entropy(zeros(2, 3), zeros(3, 2)));
    }

    [Fact]
    public void Linear_with_relu() =>
        Gradcheck.Of(t => relu(linear(t[0], t[1], t[2])), p => p[0].Linear(p[1], p[2]).Relu(), [[3, 4], [5, 4], [5]]);

    [Fact]
    public void Residual_sum_of_two_linear_layers() => Gradcheck.Of(
        t => relu(linear(t[0], t[1], t[2]) + linear(t[0], t[3], t[4])),
        p => (p[0].Linear(p[1], p[2]) + p[0].Linear(p[3], p[4])).Relu(),
        [[3, 4], [5, 4], [5], [5, 4], [5]]);

    [Fact]
    public void Linear_plus_its_input() =>
        Gradcheck.Of(t => linear(t[0], t[1], t[2]) + t[0], p => p[0].Linear(p[1], p[2]) + p[0], [[3, 4], [4, 4], [4]]);

    [Fact]
    public void Linear_plus_itself() => Gradcheck.Of(
        t =>
        {
            var y = linear(t[0], t[1], t[2]);
            return y + y;
        },
        p => p[0].Linear(p[1], p[2]).Map(x => 2 * x),
        [[3, 4], [4, 4], [4]]);

    [Fact]
    public void Cat_of_a_hidden_layer_and_its_input() => Gradcheck.Of(
        t => cat([relu(linear(t[0], t[1], t[2])), t[0]], -1),
        p => Plain.Cat(1, p[0].Linear(p[1], p[2]).Relu(), p[0]),
        [[3, 4], [5, 4], [5]]);

    [Fact]
    public void Linear_after_cat_of_a_hidden_layer() => Gradcheck.Of(
        t => linear(cat([relu(linear(t[0], t[1], t[2])), t[0]], -1), t[3], t[4]),
        p => Plain.Cat(1, p[0].Linear(p[1], p[2]).Relu(), p[0]).Linear(p[3], p[4]),
        [[3, 4], [5, 4], [5], [2, 9], [2]]);

    [Fact]
    public void Mean_over_a_set_of_two_hidden_layers() => Gradcheck.Of(
        t => relu(linear(relu(linear(t[0], t[1], t[2])), t[3], t[4])).mean([1]),
        p => p[0].Linear(p[1], p[2]).Relu().Linear(p[3], p[4]).Relu().Mean(1),
        [[3, 5, 4], [6, 4], [6], [7, 6], [7]],
        constants: 1);

    [Fact]
    public void Mean_over_a_set_whose_elements_want_gradients() => Gradcheck.Of(
        t => relu(linear(relu(linear(t[0], t[1], t[2])), t[3], t[4])).mean([1]),
        p => p[0].Linear(p[1], p[2]).Relu().Linear(p[3], p[4]).Relu().Mean(1),
        [[3, 5, 4], [6, 4], [6], [7, 6], [7]]);

    [Fact]
    public void Sum_over_a_set_of_two_hidden_layers() => Gradcheck.Of(
        t => relu(linear(relu(linear(t[0], t[1], t[2])), t[3], t[4])).sum([1]),
        p => p[0].Linear(p[1], p[2]).Relu().Linear(p[3], p[4]).Relu().Sum(1),
        [[3, 5, 4], [6, 4], [6], [7, 6], [7]],
        constants: 1);

    [Fact]
    public void A_weight_that_is_used_twice() => Gradcheck.Of(
        t => linear(linear(t[0], t[1], t[2]), t[1], t[2]),
        p => p[0].Linear(p[1], p[2]).Linear(p[1], p[2]),
        [[3, 4], [4, 4], [4]]);

    // Gradients that are handed on by sharing memory must not be added to in place.
    [Fact]
    public void A_weight_that_also_stands_beside_another_in_a_sum() => Gradcheck.Of(
        t => linear(t[0], t[1]) + (t[1] + t[2]),
        p => p[0].Linear(p[1]) + (p[1] + p[2]),
        [[4, 4], [4, 4], [4, 4]]);

    [Fact]
    public void A_bias_that_also_stands_beside_another_in_a_sum() => Gradcheck.Of(
        t => linear(t[0], t[1], t[2]) * (t[2] + t[3]).sum(),
        p => p[0].Linear(p[1], p[2]) * (p[2] + p[3]).Sum(),
        [[3, 4], [4, 4], [4], [4]]);

    [Fact]
    public void A_weight_that_also_stands_in_a_cat() => Gradcheck.Of(
        t => cat([t[1], linear(t[0], t[1])], -1),
        p => Plain.Cat(1, p[1], p[0].Linear(p[1])),
        [[4, 4], [4, 4]]);
}
