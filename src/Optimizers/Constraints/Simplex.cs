namespace Optimizers;

/// <summary>Points without a negative coordinate that sum to a number: probabilities, shares, mixtures; of any dimension.</summary>
/// <remarks>
/// <code>xᵢ ← max(0, xᵢ − θ), with θ such that Σ xᵢ = s</code>
/// <para>θ is found in a few passes over the coordinates above it, without sorting.
/// Papers: <see href="https://doi.org/10.1007/BF00938486">Michelot 1986</see>, <see href="https://doi.org/10.1145/1390156.1390191">Duchi et al.
/// 2008</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new AcceleratedProximalGradient(new Simplex()).Minimize(function, start);</code></example>
public sealed record Simplex : ConvexSet
{
    /// <summary>Makes the simplex of a sum.</summary>
    /// <param name="sum">s, finite and above 0; 1 by default: probabilities.</param>
    public Simplex(double sum = 1) => Sum = sum;

    /// <summary>s.</summary>
    /// <value>Finite and above 0; 1 by default.</value>
    public double Sum { get; init => field = Require.Positive(value); }

    internal override Box Around => new(0, Sum);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point)
    {
        double sum = 0;
        foreach (double x in point)
        {
            if (!(x >= 0))
            {
                return false;
            }

            sum += x;
        }

        return Math.Abs(sum - Sum) <= Rounding * Sum;
    }

    /// <inheritdoc/>
    public override void Project(Span<double> point)
    {
        if (Contains(point))
        {
            return;
        }

        double largest = double.NegativeInfinity;
        foreach (double x in point)
        {
            largest = Math.Max(largest, x);
        }

        // measured from the largest, so that coordinates far from 0 lose no digits: θ is in [−s, 0)
        double θ = Threshold(point, largest), sum = 0;
        int positive = 0;
        foreach (ref double x in point)
        {
            x = Math.Max(0, x - largest - θ);
            sum += x;
            positive += x > 0 ? 1 : 0;
        }

        // what the sum of many lost in rounding
        double missing = (Sum - sum) / positive;
        foreach (ref double x in point)
        {
            x = x > 0 ? Math.Max(0, x + missing) : x;
        }
    }

    /// <summary>Drops the coordinates below the threshold of those that are left, until there are none to drop.</summary>
    private double Threshold(ReadOnlySpan<double> point, double largest)
    {
        double θ = -Sum;
        for (int left = int.MaxValue; ;)
        {
            int above = 0;
            double sum = 0;
            foreach (double x in point)
            {
                if (x - largest > θ)
                {
                    above++;
                    sum += x - largest;
                }
            }

            if (above == 0 || above >= left)
            {
                return θ;
            }

            (left, θ) = (above, (sum - Sum) / above);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
