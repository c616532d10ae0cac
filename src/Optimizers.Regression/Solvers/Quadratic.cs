namespace Optimizers.Regression;

/// <summary>Squared errors of a linear model as a function of its coordinates, ½uᵀGu − cᵀu + ½y², which tells products of columns and slopes.</summary>
/// <param name="correlations">c = Zᵀy.</param>
/// <param name="targetSquare">y² = yᵀy.</param>
/// <remarks>Sums over samples are means, or carry their weights: they are whatever makes the features' squares and y² about 1, so that tolerances have no
/// unit.</remarks>
internal abstract class Quadratic(double[] correlations, double targetSquare)
{
    /// <summary>d.</summary>
    public int Dimension => correlations.Length;

    /// <summary>c.</summary>
    public ReadOnlySpan<double> Correlations => correlations;

    /// <summary>y².</summary>
    public double TargetSquare => targetSquare;

    /// <summary>The largest number of columns whose products with each other are worth their memory.</summary>
    public abstract int MostProducts { get; }

    /// <summary>Gⱼⱼ.</summary>
    public abstract double Curvature(int j);

    /// <summary>‖y − Zu‖² at the point whose slopes were written last.</summary>
    public virtual double ResidualSquare(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
        => TargetSquare - Blas.Dot(Correlations, point) + Blas.Dot(point, gradient);

    /// <summary>Writes rows of G, each up to its own column: row i of the products has those of column first + i with the columns 0 … first + i.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="first">The first of those whose rows are asked for.</param>
    /// <param name="products">Receives row i at (first + i)·stride.</param>
    /// <param name="stride">From one row to the next.</param>
    public abstract void WriteProducts(ReadOnlySpan<int> columns, int first, double[] products, int stride);

    /// <summary>Writes slopes Gu − c.</summary>
    /// <param name="columns">The columns that are not 0 in u, and maybe others.</param>
    /// <param name="point">Their coordinates.</param>
    /// <param name="wanted">The columns whose slopes are wanted; empty: all.</param>
    /// <param name="gradient">Receives the slopes, d places.</param>
    /// <returns>Whether all slopes were written, wanted or not.</returns>
    public abstract bool WriteSlopes(ReadOnlySpan<int> columns, ReadOnlySpan<double> point, ReadOnlySpan<int> wanted, Span<double> gradient);

    /// <summary>A slope at the point of the last <see cref="WriteSlopes"/> and the moves since then.</summary>
    public virtual double Slope(int j) => throw new NotSupportedException("All products of columns are known; there is no need for residuals.");

    /// <summary>Moves a coordinate of that point.</summary>
    public virtual void Move(int j, double move) => throw new NotSupportedException("All products of columns are known; there is no need for residuals.");
}
