using System.Buffers;

namespace Optimizers;

/// <summary>Ridders's extrapolation of central differences to h = 0: up to twenty values for each coordinate, the most accurate of all.</summary>
/// <remarks>
/// <para>Central differences of steps h, h/1.4, h/1.96, … are extrapolated by Neville's scheme, and the entry with the smallest estimate of its error is taken.
/// With no step given h = 0.05·max(1, |xᵢ|); where that is not a share of the length over which the function changes, see <see cref="Difference"/>. Paper:
/// <see href="https://doi.org/10.1016/S0141-1195(82)80057-0">Ridders 1982</see>.</para>
/// </remarks>
public sealed record RiddersDifference : Difference
{
    private const int Rows = 10;
    private const double Shrinkage = 1.4;

    /// <summary>Makes an extrapolated difference.</summary>
    /// <param name="step">The first step h, finite and above 0; null: one for each coordinate, see <see cref="Difference"/>.</param>
    public RiddersDifference(double? step = null)
        : base(step)
    {
    }

    internal override int Order => 2;

    internal override double RelativeStep => 0.05;

    internal override double BendAccuracy => 1e-9;

    internal override bool KnowsItsError => true;

    private protected override Stencil? Inside => Stencil.Central;

    private protected override Stencil Edge => Stencil.ThreePoint;

    internal override void Estimate<TValues>(Probe<TValues> probe, double h, Estimates estimates)
    {
        // on one side the error has all powers of h from the second on, on both sides the even ones
        (bool isInside, double step) = Fit(probe.Below, probe.Above, h);
        double power = isInside ? Shrinkage * Shrinkage : Shrinkage;
        int m = estimates.Derivatives.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(((2 * Rows) + 2 + Estimates.Columns) * m);
        Span<double> last = rented.AsSpan(0, Rows * m), row = rented.AsSpan(Rows * m, Rows * m),
            errors = rented.AsSpan(2 * Rows * m, m), best = rented.AsSpan((2 * Rows * m) + m, m);
        var one = new Estimates(rented.AsSpan(((2 * Rows) + 2) * m, Estimates.Columns * m), m);
        errors.Fill(double.PositiveInfinity);
        for (int k = 0; k < Rows; k++, step /= Shrinkage)
        {
            Apply(isInside ? Stencil.Central : Stencil.ThreePoint, probe, step, one);
            for (int i = 0; i < m; i++)
            {
                Extrapolate(last.Slice(i * Rows, Rows), row.Slice(i * Rows, Rows), k, one.Derivatives[i], power, ref errors[i], ref best[i]);
            }

            Span<double> swap = last;
            last = row;
            row = swap;
        }

        one.CopyTo(estimates);
        best.CopyTo(estimates.Derivatives);
        for (int i = 0; i < m; i++)
        {
            estimates.Errors[i] += errors[i];
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>A row of Neville's scheme; keeps the entry that differs least from those that it is made of.</summary>
    private static void Extrapolate(ReadOnlySpan<double> last, Span<double> row, int k, double difference, double power, ref double error, ref double best)
    {
        row[0] = difference;
        best = k == 0 ? difference : best;
        double factor = Shrinkage * Shrinkage;
        for (int c = 1; c <= k; c++, factor *= power)
        {
            row[c] = ((row[c - 1] * factor) - last[c - 1]) / (factor - 1);
            double estimate = Math.Max(Math.Abs(row[c] - row[c - 1]), Math.Abs(row[c] - last[c - 1]));
            if (estimate <= error)
            {
                (error, best) = (estimate, row[c]);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
