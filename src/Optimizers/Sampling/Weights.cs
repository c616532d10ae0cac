using System.Globalization;

namespace Optimizers;

/// <summary>Weights to draw indices by; equal when the weights are.</summary>
internal sealed class Weights : IEquatable<Weights>
{
    private const int Shown = 6;

    private readonly double[] _cumulative;
    private readonly int _last;

    public Weights(ReadOnlySpan<double> weights)
    {
        _cumulative = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
            {
                throw new ArgumentException(Invariant($"Weight {i} is {weights[i]}; weights must be finite and not negative."), nameof(weights));
            }

            _cumulative[i] = sum += weights[i];
            _last = weights[i] > 0 ? i : _last;
        }

        if (!(sum > 0 && double.IsFinite(sum)))
        {
            throw new ArgumentException(Invariant($"The weights sum to {sum}; the sum must be finite and above 0."), nameof(weights));
        }
    }

    public int Count => _cumulative.Length;

    /// <summary>The index in whose share of the whole a number lies.</summary>
    /// <param name="uniform">At least 0 and below 1.</param>
    public int IndexOf(double uniform)
    {
        // the first index whose cumulative weight is above the number: one without weight is never it
        double at = uniform * _cumulative[^1];
        int low = 0, high = _last;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_cumulative[middle] > at)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    /// <summary>The first weights as they were given, but for the rounding of their sum.</summary>
    public override string ToString()
        => string.Join(", ", _cumulative.Take(Shown).Select((sum, i) => (sum - (i > 0 ? _cumulative[i - 1] : 0)).ToString("G12", CultureInfo.InvariantCulture)))
            + (Count > Shown ? ", …" : "");

    public bool Equals(Weights? other) => other is not null && _cumulative.AsSpan().SequenceEqual(other._cumulative);

    public override bool Equals(object? obj) => Equals(obj as Weights);

    public override int GetHashCode() => HashCode.Combine(_cumulative.Length, _cumulative[^1]);
}
