namespace Optimizers.Regression;

/// <summary>What a summary takes of some of the samples; z = (x, 1), without an intercept x.</summary>
/// <param name="design">Σwzzᵀ; null: it is not asked for.</param>
/// <param name="curved">Σwℓ″zzᵀ; null: it is not asked for.</param>
/// <param name="scores">Σ(wℓ′)²zzᵀ; null: it is not asked for.</param>
internal sealed class SummarySums(SymmetricProduct? design, SymmetricProduct? curved, SymmetricProduct? scores)
{
    private RowSums _rows;

    /// <summary>The sums of single numbers.</summary>
    public ref RowSums Rows => ref _rows;

    public SymmetricProduct? Design => design;

    public SymmetricProduct? Curved => curved;

    public SymmetricProduct? Scores => scores;

    /// <summary>Adds what later samples gave.</summary>
    public void Merge(SummarySums later)
    {
        _rows += later._rows;
        design?.Merge(later.Design!);
        curved?.Merge(later.Curved!);
        scores?.Merge(later.Scores!);
    }

    /// <summary>Takes all samples away.</summary>
    public void Clear()
    {
        _rows = default;
        design?.Clear();
        curved?.Clear();
        scores?.Clear();
    }
}
