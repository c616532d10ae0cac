using System.Collections;

namespace Optimizers;

/// <summary>The weights of coordinates in a norm, v: as many as a point has, checked, and equal where all are.</summary>
internal sealed class CoordinateWeights : IReadOnlyList<double>, IEquatable<CoordinateWeights>
{
    private readonly double[] _values;

    /// <exception cref="ArgumentException">There is none, or one is below 0 or not finite; the message names the coordinate.</exception>
    public CoordinateWeights(IReadOnlyList<double> values)
    {
        Require.AtLeast(1, values.Count, Invariant($"{nameof(CoordinateWeights)}.{nameof(values.Count)}"));
        _values = [.. values];
        int wrong = Array.FindIndex(_values, value => !(value >= 0 && double.IsFinite(value)));
        if (wrong >= 0)
        {
            string rule = "every entry must be finite and at least 0 (counted from 0)";
            throw new ArgumentException(Invariant($"Entry {wrong} of {nameof(CoordinateWeights)} is {_values[wrong]}; {rule}."), nameof(CoordinateWeights));
        }
    }

    public int Count => _values.Length;

    public double this[int index] => _values[index];

    /// <summary>Σ vᵢ|xᵢ|.</summary>
    public double Norm(ReadOnlySpan<double> point)
    {
        Check(point);
        double sum = 0;
        for (int i = 0; i < point.Length; i++)
        {
            // an infinite coordinate that goes free adds nothing
            sum += _values[i] == 0 ? 0 : _values[i] * Math.Abs(point[i]);
        }

        return sum;
    }

    /// <exception cref="ArgumentException">The point has another number of coordinates than there are weights.</exception>
    public void Check(ReadOnlySpan<double> point) => Require.SameLength(point.Length, Count, nameof(point), $"{nameof(CoordinateWeights)} has", nameof(point));

    public bool Equals(CoordinateWeights? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as CoordinateWeights);

    public override int GetHashCode() => HashCode.Combine(Count, _values[0], _values[^1]);

    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
