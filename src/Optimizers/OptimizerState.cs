using System.Diagnostics.CodeAnalysis;

namespace Optimizers;

/// <summary>All memory of an update rule: a step counter, named vectors of n coordinates, and the states of the rules inside it.</summary>
/// <remarks>
/// <see cref="Clone"/> is a checkpoint and <see cref="ToJson"/> a portable one: continuing from either gives the same bits as not
/// having stopped. A rule looks its vectors up by name, so a state that another kind of rule made is refused.
/// </remarks>
public sealed class OptimizerState : IEquatable<OptimizerState>
{
    private readonly string[] _names;
    private readonly double[][] _vectors;
    private readonly OptimizerState[] _parts;

    /// <summary>Makes a state with vectors of zeros.</summary>
    /// <param name="dimension">The number of coordinates n, at least 0.</param>
    /// <param name="names">The vectors' names, each once.</param>
    /// <exception cref="ArgumentException">The dimension is negative, or a name occurs twice.</exception>
    public OptimizerState(int dimension, params ReadOnlySpan<string> names)
        : this(dimension, [], names)
    {
    }

    /// <summary>Makes a state with vectors of zeros and with the states of other rules inside it.</summary>
    /// <param name="dimension">The number of coordinates n, at least 0.</param>
    /// <param name="parts">The states inside, in the order in which the rule will look for them.</param>
    /// <param name="names">The vectors' names, each once.</param>
    /// <exception cref="ArgumentException">The dimension is negative, or a name occurs twice.</exception>
    public OptimizerState(int dimension, ReadOnlySpan<OptimizerState> parts, params ReadOnlySpan<string> names)
    {
        Dimension = Require.AtLeast(0, dimension, nameof(dimension));
        _parts = parts.ToArray();
        _names = names.ToArray();
        if (_names.Distinct().Count() < _names.Length)
        {
            throw new ArgumentException($"The vector names must differ: {string.Join(", ", _names)}.", nameof(names));
        }

        _vectors = new double[_names.Length][];
        for (int k = 0; k < _vectors.Length; k++)
        {
            _vectors[k] = new double[dimension];
        }
    }

    /// <summary>The number of coordinates n.</summary>
    public int Dimension { get; }

    /// <summary>The number of steps taken, 0 at first; the rule counts it up.</summary>
    /// <value>At least 0.</value>
    public long StepCount { get; set => field = Require.AtLeast(0, value); }

    /// <summary>The names of the vectors.</summary>
    public IReadOnlyList<string> VectorNames => _names;

    /// <summary>The states of the rules inside this one.</summary>
    public IReadOnlyList<OptimizerState> Parts => _parts;

    /// <summary>The vector of a name, n coordinates that may be written.</summary>
    /// <param name="name">One of <see cref="VectorNames"/>.</param>
    /// <exception cref="ArgumentException">The state has no such vector.</exception>
    [SuppressMessage("Design", "CA1043:Use integral or string argument for indexers", Justification = "The argument is a string.")]
    public Span<double> this[string name]
    {
        get
        {
            for (int k = 0; k < _names.Length; k++)
            {
                if (_names[k] == name)
                {
                    return _vectors[k];
                }
            }

            throw new ArgumentException(
                $"The state has no vector '{name}'; it has {(_names.Length == 0 ? "none" : string.Join(", ", _names))}. Was it made by another rule?", nameof(name));
        }
    }

    /// <summary>Copies the whole state.</summary>
    /// <returns>A state that shares nothing with this one.</returns>
    public OptimizerState Clone()
    {
        var copy = new OptimizerState(Dimension, Array.ConvertAll(_parts, part => part.Clone()), _names) { StepCount = StepCount };
        for (int k = 0; k < _vectors.Length; k++)
        {
            _vectors[k].CopyTo(copy._vectors[k], 0);
        }

        return copy;
    }

    /// <summary>Whether both states hold the same: dimension, step count, names, the bits of every vector, and parts.</summary>
    /// <param name="other">The other state.</param>
    public bool Equals([NotNullWhen(true)] OptimizerState? other)
    {
        if (other is null || Dimension != other.Dimension || StepCount != other.StepCount
            || !_names.AsSpan().SequenceEqual(other._names) || !_parts.AsSpan().SequenceEqual(other._parts))
        {
            return false;
        }

        for (int k = 0; k < _vectors.Length; k++)
        {
            if (!_vectors[k].AsSpan().SequenceEqual(other._vectors[k]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OptimizerState);

    /// <summary>A hash of the shape alone, for the content changes with every step.</summary>
    public override int GetHashCode() => HashCode.Combine(Dimension, _names.Length, _parts.Length);

    /// <summary>Writes the state as JSON; every number reads back with the same bits.</summary>
    public string ToJson() => OptimizerStateJson.Write(this);

    /// <summary>Reads a state that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The state.</returns>
    /// <exception cref="FormatException">The text is not such a state; the message says what is wrong.</exception>
    public static OptimizerState FromJson(string json) => OptimizerStateJson.Read(json);

    /// <summary>Dimension, step count and names in one line.</summary>
    public override string ToString() => $"step {StepCount}, {Dimension} coordinates, vectors: {(_names.Length == 0 ? "none" : string.Join(", ", _names))}";
}
