using ExactTorch.Kernels;
using ExactTorch.Rng;
using static WeightPred.Unit.ExactTorch.Carriers;

namespace WeightPred.Unit.ExactTorch;

public unsafe class LanesTests
{
    private static readonly (int Inputs, int Outputs)[] Widths = [(1, 1), (3, 15), (16, 17), (33, 31), (31, 33), (47, 65)];

    [SkippableTheory]
    [MemberData(nameof(Carriers.WithVectors), MemberType = typeof(Carriers))]
    public void On_linear_layers(Isa isa) => ForAllSizes(isa, (rows, inputs, outputs) => kernels =>
    {
        var (x, w, b, addend) = (Draw(0, rows, inputs), Draw(1, outputs, inputs), Draw(2, outputs), Draw(3, rows, outputs));
        var y = empty(rows, outputs);
        var full = empty(rows, outputs);
        kernels.Linear(x.AsMatrix(), w.AsMatrix(), null, Matrix.None, y.AsMatrix(), relu: false);
        kernels.Linear(x.AsMatrix(), w.AsMatrix(), b.Pointer, addend.AsMatrix(), full.AsMatrix(), relu: true);
        return [y, full];
    });

    [SkippableTheory]
    [MemberData(nameof(Carriers.WithVectors), MemberType = typeof(Carriers))]
    public void On_gradients_of_linear_layers(Isa isa) => ForAllSizes(isa, (rows, inputs, outputs) => kernels =>
    {
        var (dy, y, x, w) = (Draw(0, rows, outputs), Draw(1, rows, outputs), Draw(2, rows, inputs), Draw(3, outputs, inputs));
        var (dx, dw, db, dz) = (Draw(4, rows, inputs), Draw(5, outputs, inputs), Draw(6, outputs), empty(rows, outputs));
        kernels.LinearBackward(dy.AsMatrix(), y.AsMatrix(), x.AsMatrix(), w.AsMatrix(), dx.AsMatrix(), dx.AsMatrix(),
            dw.AsMatrix(), db.Pointer, dz.AsMatrix());
        return [dx, dw, db, dz];
    });

    [SkippableTheory]
    [MemberData(nameof(Carriers.WithVectors), MemberType = typeof(Carriers))]
    public void On_the_pooled_encoder_and_its_gradients(Isa isa)
    {
        SkipWithout(isa);
        foreach (var (sets, setSize) in new[] { (1, 1), (3, 5), (1, 31), (11, 3), (3, 43), (1, 128), (129, 1),
            (41, 25), (1, 1025) })
        {
            foreach (var (width1, width2) in Widths)
            {
                Agree(isa, $"{sets} sets of {setSize}, {width1} -> {width2}", kernels =>
                {
                    int rows = sets * setSize;
                    var (x, w1, b1, w2, b2) =
                        (Draw(0, rows, 3), Draw(1, width1, 3), Draw(2, width1), Draw(3, width2, width1), Draw(4, width2));
                    var (y, mask, dy) =
                        (empty(sets, width2), zeros(PooledEncoderSizes.MaskWords(rows, width2)), Draw(5, sets, width2));
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

    [SkippableTheory]
    [MemberData(nameof(Carriers.WithVectors), MemberType = typeof(Carriers))]
    public void On_Adam(Isa isa) => ForAllCounts(isa, n => kernels =>
    {
        var (p, g, m, v) = (Draw(0, n), Draw(1, n), Draw(2, n), Draw(3, n).square());
        kernels.Adam(p.Pointer, g.Pointer, m.Pointer, v.Pointer, n, new(0.1f, 0.999f, 0.001f, 0.01f, 31.6f, 1e-8f));
        return [p, m, v];
    });

    [SkippableTheory]
    [MemberData(nameof(Carriers.WithVectors), MemberType = typeof(Carriers))]
    public void On_random_numbers(Isa isa) => ForAllCounts(isa, n => kernels =>
    {
        var (normals, uniforms) = (empty(n), empty(n));
        kernels.Normals(new(42, 7), (3, 5), normals.Pointer, n);
        kernels.Uniforms(new(42, 7), (3, 5), uniforms.Pointer, n, -0.3f, 0.7f);
        return [normals, uniforms];
    });

    [SkippableTheory]
    [MemberData(nameof(Carriers.WithVectors), MemberType = typeof(Carriers))]
    public void On_a_million_normals(Isa isa)
    {
        SkipWithout(isa);
        Agree(isa, "normals", kernels =>
        {
            var normals = empty(1_000_003);
            kernels.Normals(new(1, 2), (0, 0), normals.Pointer, normals.NumberOfElements);
            return [normals];
        });
    }

    [SkippableTheory]
    [MemberData(nameof(Carriers.WithVectors), MemberType = typeof(Carriers))]
    public void On_elementwise_operations(Isa isa) => ForAllCounts(isa, n => kernels =>
    {
        var results = new List<Tensor>();
        var (x, y) = (Draw(0, n), Draw(1, n));

        // Zeros of both signs, infinities, a NaN and a subnormal among the numbers.
        float[] special = [0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1e-40f, -1e-40f];
        for (int i = 0; i < n; i += 5)
            x.data<float>()[i] = special[i / 5 % special.Length];
        Tensor Result(Action<Tensor> fill)
        {
            var z = y.clone();
            fill(z);

            // The payload and sign of a NaN made by an operation are not part of the contract.
            foreach (ref float value in z.data<float>())
                value = float.IsNaN(value) ? float.NaN : value;
            results.Add(z);
            return z;
        }

        foreach (var op in Enum.GetValues<Binary>())
        {
            Result(z => kernels.Apply(op, x.Pointer, y.Pointer, z.Pointer, n));
            Result(z => kernels.Apply(op, x.Pointer, 0.3f, z.Pointer, n));
        }

        Result(z => kernels.Relu(x.Pointer, z.Pointer, n));
        Result(z => kernels.ReluBackward(y.Pointer, x.Pointer, z.Pointer, n));
        return [.. results];
    });

    [SkippableTheory]
    [MemberData(nameof(Carriers.WithVectors), MemberType = typeof(Carriers))]
    public void On_sums_over_an_axis_and_their_gradients(Isa isa) => ForAllSizes(isa, (middle, inner, outer) => kernels =>
    {
        var x = Draw(0, outer % 5 + 1, middle, inner);
        int o = (int)x.shape[0];
        var (y, spread) = (empty(o, inner), empty(o, middle, inner));
        kernels.SumMiddle(x.Pointer, o, middle, inner, 0.3f, y.Pointer);
        kernels.SpreadMiddle(y.Pointer, o, middle, inner, 0.3f, spread.Pointer);
        return [y, spread];
    });

    [SkippableTheory]
    [MemberData(nameof(Carriers.WithVectors), MemberType = typeof(Carriers))]
    public void On_products_of_small_matrices(Isa isa) => ForAllSizes(isa, (rows, k, m) => kernels =>
    {
        int n = Math.Min(rows, 33);
        return [.. Enum.GetValues<TransposeOperand>().Select((transposed, i) =>
        {
            var (a, b, c) = (Draw(0, 3, n, k), Draw(1, 3, k, m), empty(3, n, m));
            kernels.BatchMatMul(a.Pointer, b.Pointer, c.Pointer, new(3, n, k, m), transposed);
            return c;
        })];
    });

    private static void ForAllSizes(Isa isa, Func<int, int, int, Func<Kernels, Tensor[]>> work)
    {
        SkipWithout(isa);
        foreach (int rows in Sizes)
        {
            foreach (var (inputs, outputs) in Widths)
                Agree(isa, $"{rows} rows, {inputs} -> {outputs}", work(rows, inputs, outputs));
        }
    }

    private static void ForAllCounts(Isa isa, Func<int, Func<Kernels, Tensor[]>> work)
    {
        SkipWithout(isa);
        foreach (int n in Sizes)
            Agree(isa, $"{n} elements", work(n));
    }
}
