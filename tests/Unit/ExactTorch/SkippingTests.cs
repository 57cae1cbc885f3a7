using ExactTorch.Kernels;
using static WeightPred.Unit.ExactTorch.Carriers;

namespace WeightPred.Unit.ExactTorch;

/// <summary>AVX-512 and AVX2 leave out products with zeros behind a ReLU; the scalar carrier leaves out nothing.</summary>
public unsafe class SkippingTests
{
    private static readonly (int Inputs, int Outputs)[] Widths =
        [(128, 128), (145, 128), (64, 256), (256, 64), (200, 130), (192, 192)];

    /// <summary>Values that replace one element of the weights, of the biases or of the inputs.</summary>
    public static TheoryData<float> Unusual =>
        [0.5f, 0f, -0f, 1e-42f, -1e-20f, 1e-45f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];

    [SkippableTheory]
    [MemberData(nameof(Unusual))]
    public void By_linear_layers(float unusual) => ForAll((rows, inputs, outputs, spoilt) => kernels =>
    {
        var (x, w, b, addend) = (HalfZero(0, rows, inputs), Draw(1, outputs, inputs), Draw(2, outputs), Draw(3, rows, outputs));
        Spoil(spoilt, unusual, w, b, x);
        var (plain, full) = (empty(rows, outputs), empty(rows, outputs));
        kernels.Linear(x.AsMatrix(), w.AsMatrix(), null, Matrix.None, plain.AsMatrix(), relu: false);
        kernels.Linear(x.AsMatrix(), w.AsMatrix(), b.Pointer, addend.AsMatrix(), full.AsMatrix(), relu: true);
        return [plain, full];
    });

    [SkippableTheory]
    [MemberData(nameof(Unusual))]
    public void By_gradients_of_linear_layers(float unusual) => ForAll((rows, inputs, outputs, spoilt) => kernels =>
    {
        var (dy, y, x, w) = (Draw(0, rows, outputs), HalfZero(1, rows, outputs), Draw(2, rows, inputs), Draw(3, outputs, inputs));
        Spoil(spoilt, unusual, w, dy, x);
        var (dx, dw, db, dz) = (Draw(4, rows, inputs), zeros(outputs, inputs), zeros(outputs), empty(rows, outputs));
        kernels.LinearBackward(dy.AsMatrix(), y.AsMatrix(), x.AsMatrix(), w.AsMatrix(), dx.AsMatrix(), dx.AsMatrix(),
            dw.AsMatrix(), db.Pointer, dz.AsMatrix());
        var alone = zeros(outputs, inputs);
        kernels.LinearBackward(dy.AsMatrix(), y.AsMatrix(), x.AsMatrix(), w.AsMatrix(), Matrix.None, Matrix.None,
            alone.AsMatrix(), null, Matrix.None);
        return [dx, dw, db, dz, alone];
    });

    [SkippableTheory]
    [MemberData(nameof(Unusual))]
    public void By_the_pooled_encoder(float unusual)
    {
        foreach (var (sets, setSize) in new[] { (1, 1), (3, 43), (41, 25) })
        {
            foreach (var (width1, width2) in new[] { (128, 256), (256, 128), (64, 192) })
            {
                for (int i = 0; i < 4; i++)
                {
                    int spoilt = i;
                    AgreeOnAll($"{sets} sets of {setSize}, {width1} -> {width2}, operand {spoilt}", kernels =>
                    {
                        int rows = sets * setSize;
                        var (x, w1, b1, w2, b2) =
                            (Draw(0, rows, 3), Draw(1, width1, 3), Draw(2, width1), Draw(3, width2, width1), Draw(4, width2));
                        var (y, mask, dy) =
                            (empty(sets, width2), zeros(PooledEncoderSizes.MaskWords(rows, width2)), Draw(5, sets, width2));
                        Spoil(spoilt, unusual, w1, w2, x, dy);
                        var (dw1, db1, dw2, db2) = (zeros(width1, 3), zeros(width1), zeros(width2, width1), zeros(width2));
                        var sizes = new PooledEncoderSizes(x.AsMatrix(), w1.AsMatrix(), (nint)b1.Pointer, w2.AsMatrix(),
                            (nint)b2.Pointer, setSize, 1f / setSize);
                        kernels.PooledEncoder(sizes, y.Pointer, (ushort*)mask.Pointer);
                        kernels.PooledEncoderBackward(sizes, dy.Pointer, (ushort*)mask.Pointer, dw1.AsMatrix(), db1.Pointer,
                            dw2.AsMatrix(), db2.Pointer);
                        return [y, dw1, db1, dw2, db2];
                    });
                }
            }
        }
    }

    private static void ForAll(Func<int, int, int, int, Func<Kernels, Tensor[]>> work)
    {
        foreach (int rows in new[] { 1, 65, 300 })
        {
            foreach (var (inputs, outputs) in Widths)
            {
                for (int spoilt = 0; spoilt < 3; spoilt++)
                    AgreeOnAll($"{rows} rows, {inputs} -> {outputs}, operand {spoilt}", work(rows, inputs, outputs, spoilt));
            }
        }
    }

    private static void AgreeOnAll(string what, Func<Kernels, Tensor[]> work)
    {
        AgreeOnVectors(what, kernels =>
        {
            var results = work(kernels);

            // The payload and sign of a NaN made by an operation are not part of the contract.
            foreach (var result in results)
            {
                foreach (ref float value in result.data<float>())
                    value = float.IsNaN(value) ? float.NaN : value;
            }

            return results;
        });
    }

    private static Tensor HalfZero(int tensor, params long[] shape)
    {
        var x = relu(Draw(tensor, shape));
        var values = x.data<float>();
        for (int i = 0; i < values.Length; i += 7)
            values[i] = values[i] == 0f ? -0f : values[i];
        return x;
    }

    private static void Spoil(int which, float value, params Tensor[] operands)
    {
        var values = operands[which].data<float>();
        values[values.Length / 3] = value;
    }
}
