namespace ExactTorch.Kernels;

/// <summary>
/// Sixteen floats, carried however the machine can. A kernel is written once over this interface; a lane never meets its
/// neighbour, so the carrier decides speed and never a bit (contract rule D2).
/// </summary>
/// <typeparam name="V">Sixteen float32.</typeparam>
/// <typeparam name="U">Sixteen uint32.</typeparam>
internal unsafe interface ILanes<V, U>
    where V : struct
    where U : struct
{
    /// <summary>Whether a GEMM tile of 8 rows and 32 columns has its accumulators in registers;
    /// else 6 rows and 16 columns.</summary>
    static abstract bool WideTile { get; }

    /// <summary>Whether leaving out the zeros behind a ReLU is faster than multiplying them.</summary>
    static abstract bool Skips { get; }

    static abstract V Load(float* p);
    static abstract void Store(V v, float* p);
    static abstract V Splat(float x);
    static abstract V Add(V a, V b);
    static abstract V Subtract(V a, V b);
    static abstract V Multiply(V a, V b);
    static abstract V Divide(V a, V b);
    static abstract V Sqrt(V a);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract V Fma(V a, V b, V c);

    /// <summary>c = a * b + c, rounded once: a carrier of two registers
    /// ends where it began, where a returned one costs moves.</summary>
    static abstract void Fma(V a, V b, ref V c);

    /// <summary>c = a * b[0..16) + c, rounded once:
    /// b goes from memory into the operation, without a register of its own.</summary>
    static abstract void Fma(V a, float* b, ref V c);

    /// <summary>x &lt; 0 ? 0 : x; NaN and -0 pass (D6).</summary>
    static abstract V Relu(V x);

    /// <summary>y &gt; 0 ? g : +0 (D6).</summary>
    static abstract V WherePositive(V y, V g);

    /// <summary>Bit i is set where lane i is positive.</summary>
    static abstract uint PositiveMask(V x);

    /// <summary>Lanes whose bit is set; +0 elsewhere.</summary>
    static abstract V Keep(uint mask, V x);

    static abstract U LoadBits(uint* p);
    static abstract void StoreBits(U v, uint* p);
    static abstract U SplatBits(uint x);
    static abstract U AddBits(U a, U b);
    static abstract U SubtractBits(U a, U b);
    static abstract U And(U a, U b);
    static abstract U Or(U a, U b);
    static abstract U Xor(U a, U b);
    static abstract U ShiftLeft(U a, int count);
    static abstract U ShiftRight(U a, int count);
    static abstract U ShiftRightSigned(U a, int count);

    /// <summary>Low and high words of the 64-bit products a * b.</summary>
    static abstract U MultiplyWide(U a, U b, out U high);

    /// <summary>Signed int32 to float32, to nearest even.</summary>
    static abstract V ToFloat(U signed);

    static abstract U Bits(V v);
    static abstract V Float(U bits);

    /// <summary>Lane-wise: all bits of <paramref name="condition"/> set ? a : b.</summary>
    static abstract V Select(U condition, V a, V b);

    /// <summary>All ones where a == b, else zero.</summary>
    static abstract U EqualBits(U a, U b);
}
