namespace Optimizers.Regression;

/// <summary>The mean and scale of each feature, and the way back from coefficients of standardized features to the user's units.</summary>
internal sealed class Standardization
{
    private readonly double[] _means;
    private readonly double[] _scales;
    private readonly bool _fitIntercept;

    /// <summary>Measures the features.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="fitIntercept">With an intercept features are centred and divided by their population standard deviation; without, by
    /// their root mean square alone, for centring would bring an intercept in.</param>
    /// <param name="standardize">If false, means are 0 and scales 1.</param>
    /// <exception cref="ArgumentException">A column is constant, so that with an intercept its coefficient is not determined; or all zero.</exception>
    public Standardization(RowData data, bool fitIntercept, bool standardize)
    {
        int n = data.Rows, d = data.FeatureCount;
        _fitIntercept = fitIntercept;
        double[] means = new double[d], scales = new double[d];
        for (int row = 0; row < n; row++)
        {
            Blas.AddScaled(1.0 / n, data.Row(row), means);
        }

        double[] sums = new double[d], largest = new double[d];
        for (int row = 0; row < n; row++)
        {
            ReadOnlySpan<double> x = data.Row(row);
            for (int j = 0; j < d; j++)
            {
                double centred = x[j] - (fitIntercept ? means[j] : 0);
                sums[j] += centred;
                scales[j] += centred * centred;
                largest[j] = Math.Max(largest[j], Math.Abs(x[j]));
            }
        }

        for (int j = 0; j < d; j++)
        {
            // the second term is the rounding left in the mean
            scales[j] = Math.Sqrt(Math.Max(0, (scales[j] / n) - (fitIntercept ? sums[j] / n * (sums[j] / n) : 0)));
            // deviations below the rounding of a constant are none
            if (!(scales[j] > 1e-15 * largest[j]))
            {
                throw new ArgumentException(
                    fitIntercept
                        ? $"Column {j} of X is constant ({data.Features[j]}): beside an intercept its coefficient is not determined. Leave the column out, or set FitIntercept to false."
                        : $"Column {j} of X is all 0: its coefficient is not determined. Leave the column out.",
                    "X");
            }
        }

        _means = standardize && fitIntercept ? means : new double[d];
        _scales = standardize ? scales : [.. Enumerable.Repeat(1.0, d)];
    }

    /// <summary>Turns the features into standardized ones, in place.</summary>
    public void Apply(RowData data)
    {
        for (int row = 0; row < data.Rows; row++)
        {
            Span<double> x = data.Features.AsSpan(row * _means.Length, _means.Length);
            for (int j = 0; j < x.Length; j++)
            {
                x[j] = (x[j] - _means[j]) / _scales[j];
            }
        }
    }

    /// <summary>Turns the groups of parameters (weights, then the bias) of standardized features into those of the user's features, in place.</summary>
    public void ToUserUnits(Span<double> parameters)
    {
        int d = _means.Length, stride = d + (_fitIntercept ? 1 : 0);
        for (; parameters.Length > 0; parameters = parameters[stride..])
        {
            for (int j = 0; j < d; j++)
            {
                parameters[j] /= _scales[j];
            }

            if (_fitIntercept)
            {
                parameters[d] -= Blas.Dot(parameters[..d], _means);
            }
        }
    }

    /// <summary>The reverse of <see cref="ToUserUnits"/>, in place.</summary>
    public void FromUserUnits(Span<double> parameters)
    {
        int d = _means.Length, stride = d + (_fitIntercept ? 1 : 0);
        for (; parameters.Length > 0; parameters = parameters[stride..])
        {
            if (_fitIntercept)
            {
                parameters[d] += Blas.Dot(parameters[..d], _means);
            }

            for (int j = 0; j < d; j++)
            {
                parameters[j] *= _scales[j];
            }
        }
    }
}
