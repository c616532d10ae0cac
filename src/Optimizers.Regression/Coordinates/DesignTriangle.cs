using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>R of the weighted design √w·[1, Z] = QR, Z the standardized features, of p columns; without an intercept there is no column of ones.</summary>
/// <remarks>Its condition is that of the design, where the Gram matrix has the square: what cannot be told from rounding there may be determined
/// here.</remarks>
internal sealed partial class DesignTriangle
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    private readonly RowTriangle _triangle;
    private readonly Standardization _standardization;
    private readonly int _ones;
    private readonly int _rows;

    private DesignTriangle(RowTriangle triangle, StandardizedSamples fit)
    {
        (_triangle, _standardization, _ones, _rows) = (triangle, fit.Standardization, fit.Settings.FitIntercept ? 1 : 0, fit.Moments.Rows);
        Columns = fit.Features + _ones;
    }

    /// <summary>p.</summary>
    public int Columns { get; }

    /// <summary>Goes through the samples of a fit.</summary>
    /// <param name="fit">The samples.</param>
    /// <param name="ridge">What is added to RᵀR on the diagonal, but for the ones.</param>
    /// <param name="weight">w; null: the samples' own weights.</param>
    public static DesignTriangle Of(StandardizedSamples fit, double ridge = 0, RowWeight? weight = null)
    {
        bool hasIntercept = fit.Settings.FitIntercept;
        int ones = hasIntercept ? 1 : 0, p = fit.Features + ones;
        RowTriangle triangle = fit.Given.Run(new TrianglePass(fit.Features, hasIntercept, new Reading(fit.Pending?.Reading), weight));
        if (fit.Pending is { } standardization)
        {
            for (int at = 0; at < triangle.Elements.Length; at++)
            {
                int feature = (at % p) - ones;
                triangle.Elements[at] /= feature < 0 ? 1 : standardization.Rest[feature];
            }
        }

        if (ridge > 0)
        {
            var added = new RowTriangle(p);
            for (int j = ones; j < p; j++)
            {
                added.Elements[(j * p) + j] = Math.Sqrt(ridge);
            }

            triangle.Add(added);
        }

        return new DesignTriangle(triangle, fit);
    }

    /// <summary>An element, 0 below the diagonal.</summary>
    public double this[int i, int j] => _triangle.Elements[(i * Columns) + j];

    /// <summary>The place of a feature's column.</summary>
    public int Column(int feature) => feature + _ones;

    /// <summary>Rᵀ.</summary>
    public LowerTriangle Root => new(Columns, (i, j) => this[j, i]);

    /// <summary>R with columns of norm 1.</summary>
    public Matrix<double> Scaled()
    {
        var elements = Matrix<double>.Build.Dense(Columns, Columns, (i, j) => this[i, j]);
        for (int j = 0; j < Columns; j++)
        {
            elements.SetColumn(j, elements.Column(j) / (elements.Column(j).L2Norm() is > 0 and var norm ? norm : 1));
        }

        return elements;
    }

    /// <summary>Whether no column of the user's own design, [1, X] with columns of norm 1, is a combination of others but for rounding.</summary>
    /// <remarks>That of standardized features will not do: the rounding of a column far from 0 is large beside its deviations.</remarks>
    public bool IsFullRank()
    {
        double smallest = 4 * MachineEpsilon * Math.Max(Columns, Math.Sqrt(_rows));
        var qr = new HouseholderQr(Columns, Columns);
        for (int j = 0; j < Columns; j++)
        {
            Span<double> column = qr.Column(j);
            for (int i = 0; i <= j; i++)
            {
                column[i] = this[i, j];
            }

            if (j >= _ones && _ones > 0)
            {
                // x = s·z + m·1, in units of the larger of s and |m|
                double mean = _standardization.Means[j - 1], scale = _standardization.Scales[j - 1], larger = Math.Max(scale, Math.Abs(mean));
                Blas.Scale(scale / larger, column, column);
                column[0] += mean / larger * this[0, 0];
            }

            double norm = Blas.Norm(column);
            Blas.Scale(norm > 0 ? 1 / norm : 1, column, column);
        }

        qr.Factor(new double[Columns]);
        return Enumerable.Range(0, Columns).All(k => Math.Abs(qr.R(k, k)) > smallest);
    }
}
