using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>
/// Products of features as further features, up to a degree: of a and b, of degree 2,
/// <code>
/// a, b, a², a·b, b²
/// </code>
/// in the order of scikit-learn and without its column of ones, which is the intercept of the model.
/// </summary>
public sealed record PolynomialFeatures
{
    /// <summary>The largest number of factors of a product.</summary>
    /// <value>2; at least 1.</value>
    public int Degree { get; init => field = Require.AtLeast(1, value); } = 2;

    /// <summary>Whether only products of different features are made, no powers.</summary>
    /// <value>false.</value>
    public bool InteractionsOnly { get; init; }

    /// <summary>Expands samples.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <returns>The features and their products, n × the number of names that <see cref="Names"/> gives for d names.</returns>
    /// <exception cref="ArgumentException">There are more products than an array holds.</exception>
    public Matrix<double> Apply(Matrix<double> X)
    {
        ArgumentNullException.ThrowIfNull(X);
        var terms = new PolynomialTerms(this, X.ColumnCount);
        double[] row = new double[terms.Count];
        Matrix<double> expanded = Matrix<double>.Build.Dense(X.RowCount, terms.Count);
        for (int i = 0; i < X.RowCount; i++)
        {
            for (int j = 0; j < X.ColumnCount; j++)
            {
                row[j] = X[i, j];
            }

            terms.Expand(row);
            expanded.SetRow(i, row);
        }

        return expanded;
    }

    /// <summary>Names the features and their products: <c>a</c>, <c>b</c>, <c>a^2</c>, <c>a b</c>, <c>b^2</c>.</summary>
    /// <param name="names">The names of the features, d.</param>
    /// <returns>The names of the columns that <see cref="Apply"/> makes.</returns>
    /// <exception cref="ArgumentException">There are more products than an array holds.</exception>
    public IReadOnlyList<string> Names(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new PolynomialTerms(this, names.Count).Names(names);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
