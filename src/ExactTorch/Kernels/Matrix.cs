namespace ExactTorch.Kernels;

/// <summary>A row-major float32 matrix in memory that somebody else owns.</summary>
/// <param name="Data">First element.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Stride">Floats from one row to the next.</param>
internal unsafe readonly record struct Matrix(nint Data, int Rows, int Columns, int Stride)
{
    public Matrix(float* data, int rows, int columns)
        : this((nint)data, rows, columns, columns)
    {
    }

    /// <summary>No matrix: "do not compute this" or "nothing to add".</summary>
    public static Matrix None => default;

    public bool IsNone => Data == 0;

    public float* Row(int row) => (float*)Data + (nint)row * Stride;
}
