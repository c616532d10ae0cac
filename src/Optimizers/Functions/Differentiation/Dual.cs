using System.Runtime.Intrinsics;

namespace Optimizers;

/// <summary>A number with four partial derivatives: forward-mode differentiation.</summary>
internal readonly struct Dual(double value, Vector256<double> partials) : IScalar<Dual>, IEquatable<Dual>
{
    /// <summary>The partial derivatives that one evaluation gives.</summary>
    public const int Lanes = 4;

    public double Value => value;

    public Vector256<double> Partials => partials;

    public static implicit operator Dual(double value) => new(value, Vector256<double>.Zero);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Partials + b.Partials);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Partials - b.Partials);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Partials * b.Value) + (b.Partials * a.Value));

    public static Dual operator /(Dual a, Dual b)
    {
        double quotient = a.Value / b.Value;
        return new(quotient, (a.Partials - (b.Partials * quotient)) * (1 / b.Value));
    }

    public static Dual operator -(Dual a) => new(-a.Value, -a.Partials);

    public static bool operator ==(Dual a, Dual b) => a.Value == b.Value;

    public static bool operator !=(Dual a, Dual b) => a.Value != b.Value;

    public static bool operator <(Dual a, Dual b) => a.Value < b.Value;

    public static bool operator >(Dual a, Dual b) => a.Value > b.Value;

    public static bool operator <=(Dual a, Dual b) => a.Value <= b.Value;

    public static bool operator >=(Dual a, Dual b) => a.Value >= b.Value;

    // what u does not depend on, its function does not either, also where the derivative is not finite: 0·∞ would be NaN
    public static Dual Chain(Dual u, double value, double derivative) => new(
        value,
        double.IsFinite(derivative) ? u.Partials * derivative
            : Vector256.ConditionalSelect(Vector256.Equals(u.Partials, Vector256<double>.Zero), Vector256<double>.Zero, u.Partials * derivative));

    public bool Equals(Dual other) => this == other;

    public override bool Equals(object? obj) => obj is Dual other && this == other;

    public override int GetHashCode() => Value.GetHashCode();
}
