namespace ExactTorch.Rng;

/// <summary>
/// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): four random words from a key and a
/// counter, with no state between calls.
/// </summary>
public static class Philox
{
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>The four words at (<paramref name="key"/>, <paramref name="counter"/>).</summary>
    public static (uint R0, uint R1, uint R2, uint R3) Words(PhiloxKey key, (uint C0, uint C1, uint C2, uint C3) counter)
    {
        var (c0, c1, c2, c3) = counter;
        uint k0 = key.K0, k1 = key.K1;
        for (int round = 0; round < Rounds; round++)
        {
            ulong a = (ulong)Multiplier0 * c0;
            ulong b = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(b >> 32) ^ c1 ^ k0, (uint)b, (uint)(a >> 32) ^ c3 ^ k1, (uint)a);
            unchecked
            {
                k0 += Weyl0;
                k1 += Weyl1;
            }
        }

        return (c0, c1, c2, c3);
    }
}

/// <summary>A Philox key: two words.</summary>
public readonly record struct PhiloxKey(uint K0, uint K1);
