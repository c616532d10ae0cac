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
    private readonly string[] _scalarNames;
    private readonly double[] _scalars;
    private readonly OptimizerState[] _parts;

    /// <summary>Makes a state with vectors of zeros.</summary>
    /// <param name="dimension">The number of coordinates n, at least 0.</param>
    /// <param name="vectors">The vectors' names, each once.</param>
    /// <exception cref="ArgumentException">The dimension is negative, or a name occurs twice.</exception>
    public OptimizerState(int dimension, params ReadOnlySpan<string> vectors)
        : this(dimension, vectors, [])
    {
    }

    /// <summary>Makes a state with vectors of zeros, numbers that are 0, and the states of other rules inside it.</summary>
    /// <param name="dimension">The number of coordinates n, at least 0.</param>
    /// <param name="vectors">The vectors' names, each once.</param>
    /// <param name="scalars">The numbers' names, each once.</param>
    /// <param name="parts">The states inside, in the order in which the rule will look for them.</param>
    /// <exception cref="ArgumentException">The dimension is negative, or a name occurs twice.</exception>
    public OptimizerState(int dimension, ReadOnlySpan<string> vectors, ReadOnlySpan<string> scalars, params ReadOnlySpan<OptimizerState> parts)
    {
        Dimension = Require.AtLeast(0, dimension, nameof(dimension));
        _names = Require.Different(vectors, nameof(vectors));
        _vectors = System.Array.ConvertAll(_names, _ => new double[dimension]);
        _scalarNames = Require.Different(scalars, nameof(scalars));
        _scalars = new double[_scalarNames.Length];
        _parts = parts.ToArray();
    }

    /// <summary>Makes a state with vectors of their own lengths, as methods with matrices and histories have.</summary>
    internal OptimizerState(int dimension, (string Name, int Length)[] vectors, params string[] scalars)
    {
        Dimension = dimension;
        _names = System.Array.ConvertAll(vectors, vector => vector.Name);
        _vectors = System.Array.ConvertAll(vectors, vector => new double[vector.Length]);
        _scalarNames = scalars;
        _scalars = new double[scalars.Length];
        _parts = [];
    }

    /// <summary>The number of coordinates n.</summary>
    public int Dimension { get; }

    /// <summary>The number of steps taken, 0 at first; the rule counts it up.</summary>
    /// <value>At least 0.</value>
    public long StepCount { get; set => field = Require.AtLeast(0, value); }

    /// <summary>A factor on the learning rate of the rule and of those inside it, by which a run can shrink it from outside.</summary>
    /// <value>Finite and above 0; 1 at first.</value>
    public double RateScale
    {
        get;
        set
        {
            field = Require.Positive(value);
            foreach (OptimizerState part in _parts)
            {
                part.RateScale = value;
            }
        }
    } = 1;

    /// <summary>The names of the vectors.</summary>
    public IReadOnlyList<string> VectorNames => _names;

    /// <summary>The names of the numbers.</summary>
    public IReadOnlyList<string> ScalarNames => _scalarNames;

    /// <summary>The states of the rules inside this one.</summary>
    public IReadOnlyList<OptimizerState> Parts => _parts;

    /// <summary>The vector of a name, in the state of a rule n coordinates, which may be written.</summary>
    /// <param name="name">One of <see cref="VectorNames"/>.</param>
    /// <exception cref="ArgumentException">The state has no such vector.</exception>
    [SuppressMessage("Design", "CA1043:Use integral or string argument for indexers", Justification = "The argument is a string.")]
    public Span<double> this[string name] => _vectors[Find(name, _names, "vector")];

    /// <summary>The number of a name, which may be written.</summary>
    /// <param name="name">One of <see cref="ScalarNames"/>.</param>
    /// <exception cref="ArgumentException">The state has no such number.</exception>
    public ref double Scalar(string name) => ref _scalars[Find(name, _scalarNames, "number")];

    /// <summary>The learning rate of the next step: the schedule at the step count, times <see cref="RateScale"/>.</summary>
    /// <param name="learningRate">The rule's setting.</param>
    /// <exception cref="ArgumentException">The schedule gives a number that is negative or not finite; the message gives the step.</exception>
    public double RateOf(Schedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        double rate = learningRate.At(StepCount);
        return rate >= 0 && double.IsFinite(rate) ? rate * RateScale : throw NoRate(learningRate, rate);
    }

    /// <summary>Copies the whole state.</summary>
    /// <returns>A state that shares nothing with this one.</returns>
    public OptimizerState Clone()
    {
        var copy = new OptimizerState(Dimension, _names, _scalarNames, System.Array.ConvertAll(_parts, part => part.Clone()));
        for (int k = 0; k < _vectors.Length; k++)
        {
            copy._vectors[k] = new double[_vectors[k].Length];
        }

        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Whether both states hold the same: dimension, step count, rate scale, names, the bits of every vector and number, and parts.</summary>
    /// <param name="other">The other state.</param>
    public bool Equals([NotNullWhen(true)] OptimizerState? other)
    {
        if (other is null || StepCount != other.StepCount || RateScale != other.RateScale || FindDifference(other) is not null
            || !_scalars.AsSpan().SequenceEqual(other._scalars) || !_parts.AsSpan().SequenceEqual(other._parts))
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
    public override int GetHashCode() => HashCode.Combine(Dimension, _names.Length, _scalarNames.Length, _parts.Length);

    /// <summary>Writes the state as JSON; every number reads back with the same bits.</summary>
    public string ToJson() => OptimizerStateJson.Write(this);

    /// <summary>Reads a state that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The state.</returns>
    /// <exception cref="FormatException">The text is not such a state; the message says what is wrong.</exception>
    public static OptimizerState FromJson(string json) => OptimizerStateJson.Read(json);

    /// <summary>Step count, dimension and names in one line.</summary>
    public override string ToString() => $"step {StepCount}, {Dimension} coordinates, vectors: {Listed(_names)}";

    /// <summary>The array behind a vector, for methods that use it in every iteration.</summary>
    internal double[] Array(string name) => _vectors[Find(name, _names, "vector")];

    /// <summary>Replaces a vector of zeros by one that was read.</summary>
    internal void Load(string name, double[] values) => _vectors[Find(name, _names, "vector")] = values;

    /// <summary>Takes over the content of a state of the same shape; allocates nothing.</summary>
    internal void CopyFrom(OptimizerState other)
    {
        (StepCount, RateScale) = (other.StepCount, other.RateScale);
        other._scalars.CopyTo(_scalars, 0);
        for (int k = 0; k < _vectors.Length; k++)
        {
            other._vectors[k].CopyTo(_vectors[k], 0);
        }

        for (int k = 0; k < _parts.Length; k++)
        {
            _parts[k].CopyFrom(other._parts[k]);
        }
    }

    /// <summary>In what the shape of another state differs, in words; null if in nothing.</summary>
    internal string? FindDifference(OptimizerState other)
        => Dimension != other.Dimension ? Invariant($"dimension {other.Dimension} in place of {Dimension}")
            : !_names.AsSpan().SequenceEqual(other._names) ? $"vectors {Listed(other._names)} in place of {Listed(_names)}"
            : _vectors.Zip(other._vectors).FirstOrDefault(
                pair => pair.First.Length != pair.Second.Length) is ({ } own, { } others) ? $"a vector of {others.Length} numbers in place of {own.Length}"
            : !_scalarNames.AsSpan().SequenceEqual(other._scalarNames) ? $"numbers {Listed(other._scalarNames)} in place of {Listed(_scalarNames)}"
            : _parts.Length != other._parts.Length ? $"{other._parts.Length} states inside in place of {_parts.Length}"
            : _parts.Zip(other._parts, (part, otherPart) => part.FindDifference(otherPart)).FirstOrDefault(difference => difference is not null);

    private ArgumentException NoRate(Schedule learningRate, double rate)
        => new(Invariant($"The schedule {learningRate} gives {rate} at step {StepCount}; a learning rate must be finite and at least 0."), nameof(
            learningRate));

    private static int Find(string name, string[] names, string what)
    {
        for (int k = 0; k < names.Length; k++)
        {
            if (names[k] == name)
            {
                return k;
            }
        }

        throw new ArgumentException($"The state has no {what} '{name}'; it has {Listed(names)}. Was it made by another rule?", nameof(name));
    }

    private static string Listed(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names);
}
