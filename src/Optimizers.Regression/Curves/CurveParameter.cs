using System.Globalization;

namespace Optimizers.Regression;

/// <summary>A parameter of a curve, by its index or its name; both are converted to it, as in <c>Fixed = [2]</c> and <c>Fixed = ["offset"]</c>.</summary>
public readonly record struct CurveParameter
{
    /// <summary>A parameter by its index.</summary>
    /// <param name="index">The index, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is below 0.</exception>
    public CurveParameter(int index) => Index = Require.AtLeast(0, index, nameof(index));

    /// <summary>A parameter by its name.</summary>
    /// <param name="name">One of <see cref="CurveFit.ParameterNames"/>.</param>
    public CurveParameter(string name) => Name = Require.NotNull(name, nameof(name));

    /// <summary>The index; null where it is known by its name.</summary>
    public int? Index { get; }

    /// <summary>The name; null where it is known by its index.</summary>
    public string? Name { get; }

    /// <summary>A parameter by its index.</summary>
    /// <param name="index">The index, from 0.</param>
    public static implicit operator CurveParameter(int index) => FromInt32(index);

    /// <summary>A parameter by its name.</summary>
    /// <param name="name">One of <see cref="CurveFit.ParameterNames"/>.</param>
    public static implicit operator CurveParameter(string name) => FromString(name);

    /// <summary>A parameter by its index.</summary>
    /// <param name="index">The index, from 0.</param>
    public static CurveParameter FromInt32(int index) => new(index);

    /// <summary>A parameter by its name.</summary>
    /// <param name="name">One of <see cref="CurveFit.ParameterNames"/>.</param>
    public static CurveParameter FromString(string name) => new(name);

    /// <summary>The name, or the index.</summary>
    public override string ToString() => Name ?? (Index ?? 0).ToString(CultureInfo.InvariantCulture);

    /// <summary>Finds the parameter among some.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    internal int Find(int count, IReadOnlyList<string>? names, string setting)
    {
        int index = Name is null ? Index ?? 0 : names?.ToList().IndexOf(Name) ?? -1;
        return index >= 0 && index < count ? index
            : Name is null ? throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There is no parameter {index}; there are {count}, counted from 0."), setting)
            : throw new ArgumentException(
                $"There is no parameter named {Name}; "
                    + $"{(names is null ? $"set {nameof(CurveFit.ParameterNames)} to give names" : $"there are {string.Join(", ", names)}")}.", setting);
    }
}
