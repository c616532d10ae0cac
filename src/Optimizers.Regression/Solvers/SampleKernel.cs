namespace Optimizers.Regression;

/// <summary>Products of samples with each other, K = AAᵀ with rows √(w/Σw)·z of standardized features, and the factor of K + ρI.</summary>
/// <remarks>
/// <code>(K + ρI)α = b,  u = Aᵀα</code>
/// is the ridge's minimum of ‖Au − b‖² + ρ‖u‖². Samples are read a panel of columns at a time, and not copied. Paper:
/// Saunders, Gammerman and Vovk 1998, Ridge Regression Learning Algorithm in Dual Variables.
/// </remarks>
internal sealed partial class SampleKernel
{
    // of what a sample has, what the others do not explain: below it a quarter of the digits is lost
    private const double SmallestShare = 1e-4;

    private readonly DenseRows _rows;
    private readonly Standardization _standardization;
    private readonly double[] _roots;
    private readonly double[] _factor;

    /// <param name="data">The samples, in memory, their features standardized.</param>
    /// <param name="ridge">ρ, above 0.</param>
    public SampleKernel(StandardizedSamples data, double ridge)
    {
        (_rows, _standardization, Ridge) = ((DenseRows)data.Given, data.Standardization, ridge);
        (Samples, Features) = (_rows.Rows, _rows.FeatureCount);
        _roots = [.. Enumerable.Range(0, Samples).Select(i => Math.Sqrt((_rows.Weights?[i] ?? 1) / data.Moments.Weight))];
        _factor = Products();

        // centred samples leave out the direction of the means, in which nothing is asked: it is given the size of the others
        double mean = data.Settings.FitIntercept ? Enumerable.Range(0, Samples).Average(i => _factor[(i * Samples) + i]) : 0;
        for (int i = 0; i < Samples; i++)
        {
            Blas.AddScaled(mean * _roots[i], _roots.AsSpan(0, i + 1), _factor.AsSpan(i * Samples, i + 1));
            _factor[(i * Samples) + i] += ridge;
        }

        IsRough = !(Factor() >= SmallestShare);
    }

    /// <summary>ρ.</summary>
    public double Ridge { get; }

    /// <summary>n.</summary>
    public int Samples { get; }

    /// <summary>d.</summary>
    public int Features { get; }

    /// <summary>Whether samples are so nearly dependent, and the ridge so small, that the factor has lost digits.</summary>
    public bool IsRough { get; }

    /// <summary>The targets, in rows of n for each: √(w/Σw)·(y − shift)/unit.</summary>
    public double[] Targets(double[] shift, double unit)
    {
        double[] targets = new double[Samples * shift.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            (int t, int row) = Math.DivRem(i, Samples);
            targets[i] = _roots[row] * ((_rows.Targets[(row * shift.Length) + t] - shift[t]) / unit);
        }

        return targets;
    }

    /// <summary>α = (K + ρI)⁻¹b of a target, in place.</summary>
    public void Solve(Span<double> b)
    {
        for (int i = 0; i < Samples; i++)
        {
            b[i] = (b[i] - Blas.Dot(_factor.AsSpan(i * Samples, i), b[..i])) / _factor[(i * Samples) + i];
        }

        for (int i = Samples - 1; i >= 0; i--)
        {
            b[i] /= _factor[(i * Samples) + i];
            Blas.AddScaled(-b[i], _factor.AsSpan(i * Samples, i), b[..i]);
        }
    }

    /// <summary>u = Aᵀα of each target.</summary>
    /// <param name="dual">α, in rows of n.</param>
    /// <param name="weights">Receives u, in rows of d.</param>
    public void WriteWeights(double[] dual, Span<double> weights)
    {
        double[] found = new double[weights.Length];
        EachPanel(Parts(1), (_, first, columns) =>
        {
            for (int j = 0; j < columns.Length / Samples; j++)
            {
                for (int t = 0; t < dual.Length / Samples; t++)
                {
                    found[(t * Features) + first + j] = Blas.Dot(columns.Slice(j * Samples, Samples), dual.AsSpan(t * Samples, Samples));
                }
            }
        });
        found.CopyTo(weights);
    }

    /// <summary>Au of each target.</summary>
    /// <param name="weights">u, in rows of d.</param>
    public double[] Predict(double[] weights)
    {
        int targets = weights.Length / Features;
        double[][] sums = [.. Enumerable.Range(0, Parts(Samples * targets)).Select(_ => new double[Samples * targets])];
        EachPanel(sums.Length, (part, first, columns) =>
        {
            for (int j = 0; j < columns.Length / Samples; j++)
            {
                for (int t = 0; t < targets; t++)
                {
                    Blas.AddScaled(weights[(t * Features) + first + j], columns.Slice(j * Samples, Samples), sums[part].AsSpan(t * Samples, Samples));
                }
            }
        });
        foreach (double[] later in sums.Skip(1))
        {
            Blas.AddScaled(1, later, sums[0]);
        }

        return sums[0];
    }

    /// <summary>K, its lower triangle.</summary>
    private double[] Products()
    {
        SymmetricProduct[] sums = [.. Enumerable.Range(0, Parts(SymmetricProduct.Length(Samples))).Select(_ => new SymmetricProduct(Samples))];
        EachPanel(sums.Length, (part, _, columns) => sums[part].Add(columns));
        foreach (SymmetricProduct later in sums.Skip(1))
        {
            sums[0].Merge(later);
        }

        double[] products = new double[checked(Samples * Samples)];
        for (int i = 0; i < Samples; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                products[(i * Samples) + j] = sums[0][i, j];
            }
        }

        return products;
    }

    /// <summary>LLᵀ of the products, in their place.</summary>
    /// <returns>The least share of a diagonal entry that is left of it.</returns>
    private double Factor()
    {
        double least = 1;
        for (int i = 0; i < Samples; i++)
        {
            Span<double> row = _factor.AsSpan(i * Samples, i + 1);
            for (int j = 0; j < i; j++)
            {
                row[j] = (row[j] - Blas.Dot(row[..j], _factor.AsSpan(j * Samples, j))) / _factor[(j * Samples) + j];
            }

            double left = row[i] - Blas.Dot(row[..i], row[..i]);
            least = left > 0 ? Math.Min(least, left / row[i]) : double.NaN;
            row[i] = Math.Sqrt(left);
        }

        return least;
    }
}
