using System.Linq.Expressions;

namespace Optimizers;

/// <summary>A formula; equal when written alike.</summary>
internal abstract record Symbol
{
    public static readonly Number Zero = new(0);

    public static readonly Number One = new(1);

    public static Symbol operator +(Symbol left, Symbol right) => Algebra.Add(left, right);

    public static Symbol operator -(Symbol left, Symbol right) => Algebra.Add(left, -right);

    public static Symbol operator -(Symbol operand) => Algebra.Multiply(new Number(-1), operand);

    public static Symbol operator *(Symbol left, Symbol right) => Algebra.Multiply(left, right);

    public static Symbol operator /(Symbol left, Symbol right) => Algebra.Multiply(left, Algebra.Power(right, new Number(-1)));

    public static implicit operator Symbol(double value) => new Number(value);
}

internal sealed record Number(double Value) : Symbol;

internal sealed record Variable(ParameterExpression Parameter, int Index) : Symbol;

/// <summary>A part without parameters that is read anew at each evaluation, such as a captured variable.</summary>
/// <param name="Identity">What makes two readings the same.</param>
/// <param name="Source">The expression that reads it.</param>
/// <param name="Name">How it prints.</param>
internal sealed record Captured(object Identity, Expression Source, string Name) : Symbol
{
    public bool Equals(Captured? other) => other is not null && Identity.Equals(other.Identity);

    public override int GetHashCode() => Identity.GetHashCode();
}

/// <summary>A formula of several parts in order.</summary>
internal abstract record Composite(Symbol[] Items) : Symbol
{
    public virtual bool Equals(Composite? other)
        => other is not null && EqualityContract == other.EqualityContract && Items.AsSpan().SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Aggregate(EqualityContract.GetHashCode(), HashCode.Combine);
}

internal sealed record Sum(Symbol[] Items) : Composite(Items);

/// <summary>A product; a numeric factor comes first.</summary>
internal sealed record Product(Symbol[] Items) : Composite(Items);

internal sealed record Power(Symbol Base, Symbol Exponent) : Symbol;

internal sealed record Call(Elementary Function, Symbol Argument) : Symbol;

/// <summary>One of two formulas, by a condition.</summary>
internal sealed record Choice(Expression Condition, Symbol Then, Symbol Else) : Symbol;
