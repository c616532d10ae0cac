namespace Optimizers;

/// <summary>What one step tells of m derivatives.</summary>
internal readonly ref struct Estimates(Span<double> memory, int count)
{
    /// <summary>The spans of m numbers.</summary>
    public const int Columns = 4;

    /// <summary>The derivatives.</summary>
    public Span<double> Derivatives { get; } = memory[..count];

    /// <summary>What may be wrong with them: their rounding, and truncation where the difference knows it.</summary>
    public Span<double> Errors { get; } = memory.Slice(count, count);

    /// <summary>How far slopes on both sides differ, |f(x + h) − 2f(x) + f(x − h)| / h.</summary>
    public Span<double> Bends { get; } = memory.Slice(2 * count, count);

    /// <summary>Their rounding, ε·|f| / h.</summary>
    public Span<double> Rounding { get; } = memory.Slice(3 * count, count);

    public void Clear()
    {
        Derivatives.Clear();
        Errors.Clear();
        Bends.Clear();
        Rounding.Clear();
    }

    public void CopyTo(Estimates other)
    {
        Derivatives.CopyTo(other.Derivatives);
        Errors.CopyTo(other.Errors);
        Bends.CopyTo(other.Bends);
        Rounding.CopyTo(other.Rounding);
    }
}
