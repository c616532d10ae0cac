using System.Numerics;

namespace Optimizers;

/// <summary>Random numbers that are a function of a seed and of a stream's number: xoshiro256**, seeded by SplitMix64.</summary>
/// <remarks>
/// System.Random cannot be saved nor jumped; with a stream for each epoch or step, a run goes on from its step counter alone.
/// Sources: D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, 2021; D. Lemire, Fast random integer
/// generation in an interval, 2019.
/// </remarks>
internal struct RandomStream
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public RandomStream(int seed, long stream)
    {
        ulong state = Mix((ulong)seed) ^ Mix(~(ulong)stream);
        _a = Next(ref state);
        _b = Next(ref state);
        _c = Next(ref state);
        _d = Next(ref state);

        static ulong Next(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15);
    }

    /// <summary>A number that is at least 0 and below a bound, each with the same chance.</summary>
    public int Next(int bound)
    {
        ulong product = (NextBits() >> 32) * (ulong)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = (uint)-bound % (uint)bound;
            while ((uint)product < threshold)
            {
                product = (NextBits() >> 32) * (ulong)bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A number that is at least 0 and below 1, a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number of the standard normal distribution, by the method of Box and Muller.</summary>
    public double NextNormal()
    {
        // 1 − u is above 0
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    private ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
