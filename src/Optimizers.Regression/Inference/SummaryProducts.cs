namespace Optimizers.Regression;

/// <summary>Sums of samples for a summary, under way.</summary>
/// <param name="Design">Σwzzᵀ; null: it is not needed.</param>
/// <param name="Curved">Σwℓ″zzᵀ; null: it is not needed.</param>
/// <param name="Scores">Σ(wℓ′)²zzᵀ; null: it is not needed.</param>
internal sealed record SummaryProducts(SymmetricProduct? Design, SymmetricProduct? Curved, SymmetricProduct? Scores)
{
    public RowSums Rows { get; set; }

    public void Merge(SummaryProducts later)
    {
        Rows += later.Rows;
        Design?.Merge(later.Design!);
        Curved?.Merge(later.Curved!);
        Scores?.Merge(later.Scores!);
    }
}
