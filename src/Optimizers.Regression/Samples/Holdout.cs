namespace Optimizers.Regression;

/// <summary>Samples held out from a fit.</summary>
internal static class Holdout
{
    /// <summary>Splits samples at random.</summary>
    /// <exception cref="ArgumentException">There are too few for both parts.</exception>
    public static (DenseRows Training, DenseRows Validation) Split(DenseRows data, EarlyStopping settings)
    {
        int held = Math.Max(1, (int)Math.Round(settings.ValidationFraction * data.Rows));
        if (held >= data.Rows)
        {
            throw new ArgumentException(Invariant($"X has {data.Rows} row(s); a fraction of {settings.ValidationFraction} held out leaves none to fit."), "X");
        }

        int[] rows = Sampler.Choice(data.Rows, data.Rows, replace: false, random: new Random(settings.Seed));
        return (data.Subset(rows.AsSpan(held)), data.Subset(rows.AsSpan(0, held)));
    }
}
