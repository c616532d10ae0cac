namespace Optimizers;

/// <summary>A number whose operations are noted on the thread's tape: reverse-mode differentiation.</summary>
/// <param name="value">The value.</param>
/// <param name="index">Its place on the tape; 0 for a constant, as in cleared memory.</param>
internal readonly struct Taped(double value, int index) : IScalar<Taped>, IEquatable<Taped>
{
    private const int Constant = 0;

    public double Value => value;

    public int Index => index;

    public static implicit operator Taped(double value) => new(value, Constant);

    public static Taped operator +(Taped a, Taped b) => Note(a, 1, b, 1, a.Value + b.Value);

    public static Taped operator -(Taped a, Taped b) => Note(a, 1, b, -1, a.Value - b.Value);

    public static Taped operator *(Taped a, Taped b) => Note(a, b.Value, b, a.Value, a.Value * b.Value);

    public static Taped operator /(Taped a, Taped b) => Note(a, 1 / b.Value, b, -a.Value / b.Value / b.Value, a.Value / b.Value);

    public static Taped operator -(Taped a) => Chain(a, -a.Value, -1);

    public static bool operator ==(Taped a, Taped b) => a.Value == b.Value;

    public static bool operator !=(Taped a, Taped b) => a.Value != b.Value;

    public static bool operator <(Taped a, Taped b) => a.Value < b.Value;

    public static bool operator >(Taped a, Taped b) => a.Value > b.Value;

    public static bool operator <=(Taped a, Taped b) => a.Value <= b.Value;

    public static bool operator >=(Taped a, Taped b) => a.Value >= b.Value;

    public static Taped Chain(Taped u, double value, double derivative)
        => u.Index == Constant ? value : new Taped(value, Tape.Current.Add(u.Index, derivative, u.Index, 0));

    public bool Equals(Taped other) => this == other;

    public override bool Equals(object? obj) => obj is Taped other && this == other;

    public override int GetHashCode() => Value.GetHashCode();

    private static Taped Note(Taped a, double byA, Taped b, double byB, double value)
        => a.Index == Constant ? Chain(b, value, byB)
            : b.Index == Constant ? Chain(a, value, byA)
            : new Taped(value, Tape.Current.Add(a.Index, byA, b.Index, byB));
}
