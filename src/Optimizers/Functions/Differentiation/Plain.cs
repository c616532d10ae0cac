namespace Optimizers;

/// <summary>A number without derivatives, for values alone.</summary>
internal readonly struct Plain(double value) : IScalar<Plain>, IEquatable<Plain>
{
    public double Value => value;

    public static implicit operator Plain(double value) => new(value);

    public static Plain operator +(Plain a, Plain b) => new(a.Value + b.Value);

    public static Plain operator -(Plain a, Plain b) => new(a.Value - b.Value);

    public static Plain operator *(Plain a, Plain b) => new(a.Value * b.Value);

    public static Plain operator /(Plain a, Plain b) => new(a.Value / b.Value);

    public static Plain operator -(Plain a) => new(-a.Value);

    public static bool operator ==(Plain a, Plain b) => a.Value == b.Value;

    public static bool operator !=(Plain a, Plain b) => a.Value != b.Value;

    public static bool operator <(Plain a, Plain b) => a.Value < b.Value;

    public static bool operator >(Plain a, Plain b) => a.Value > b.Value;

    public static bool operator <=(Plain a, Plain b) => a.Value <= b.Value;

    public static bool operator >=(Plain a, Plain b) => a.Value >= b.Value;

    public static Plain Chain(Plain u, double value, double derivative) => new(value);

    public bool Equals(Plain other) => this == other;

    public override bool Equals(object? obj) => obj is Plain other && this == other;

    public override int GetHashCode() => Value.GetHashCode();
}
