using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>R of the weighted design √w·[1, Z] = QR, Z the standardized features, of p columns; without an intercept there is no column of ones.</summary>
/// <remarks>Its condition is that of the design, where the Gram matrix has the square: what cannot be told from rounding there may be determined here.</remarks>
internal sealed partial class DesignTriangle
{
    // as much of the design as stays in the second cache
    private const int BlockNumbers = 1 << 15;
    private const int MostParts = 64;

    // of the triangles of all parts together, in numbers
    private const int LargestScratch = 1 << 24;
    private const double MachineEpsilon = 2.220446049250313e-16;

    private readonly RowTriangle _triangle;
    private readonly Standardization _standardization;
    private readonly int _ones;
    private int _rows;

    private DesignTriangle(Standardization standardization, bool fitIntercept)
    {
        (_standardization, _ones) = (standardization, fitIntercept ? 1 : 0);
        Columns = standardization.Scales.Length + _ones;
        _triangle = new RowTriangle(Columns);
    }

    /// <summary>p.</summary>
    public int Columns { get; }

    /// <summary>Goes through the samples of a fit.</summary>
    /// <param name="fit">The samples.</param>
    /// <param name="ridge">What is added to RᵀR on the diagonal, but for the ones.</param>
    /// <param name="weight">w of a sample of a block of standardized features; null: its own weight.</param>
    public static DesignTriangle Of(StandardizedSamples fit, double ridge = 0, Func<DenseRows, int, double>? weight = null)
    {
        (IRowBlocks samples, Standardization? pending) = weight is null ? (fit.Rows, fit.Pending) : (fit.Samples, null);
        var design = new DesignTriangle(fit.Standardization, fit.Settings.FitIntercept);
        int p = design.Columns, block = Math.Max(p, BlockNumbers / p), most = Math.Clamp(LargestScratch / (p * p), 2, MostParts);
        foreach (DenseRows data in samples.Blocks())
        {
            int blocks = ((data.Rows - 1) / block) + 1, parts = Math.Min(most, blocks), rows = (((blocks - 1) / parts) + 1) * block;
            parts = ((data.Rows - 1) / rows) + 1;
            var all = new Parts(design, data, pending, weight ?? ((of, i) => of.Weights?[i] ?? 1), block, rows, new RowTriangle[parts]);
            Workers.Run(ref all, parts);
            Array.ForEach(all.Triangles, design._triangle.Add);
            design._rows += data.Rows;
        }

        if (ridge > 0)
        {
            var added = new RowTriangle(p);
            for (int j = design._ones; j < p; j++)
            {
                added.Elements[(j * p) + j] = Math.Sqrt(ridge);
            }

            design._triangle.Add(added);
        }

        return design;
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

    private readonly struct Parts(DesignTriangle design, DenseRows data, Standardization? standardization, Func<DenseRows, int, double> weight, int block, int rows, RowTriangle[] triangles) : IParts
    {
        public RowTriangle[] Triangles => triangles;

        public void Do(int part)
        {
            int p = design.Columns, end = Math.Min((part + 1) * rows, data.Rows);
            double[] columns = new double[block * p], sample = new double[data.FeatureCount];
            triangles[part] = new RowTriangle(p);
            for (int first = part * rows; first < end; first += block)
            {
                int count = Math.Min(block, end - first);
                for (int i = 0; i < count; i++)
                {
                    double root = Math.Sqrt(weight(data, first + i));
                    data.Row(first + i).CopyTo(sample);
                    standardization?.Apply(sample, sample);
                    columns[i] = root;
                    for (int j = 0; j < sample.Length; j++)
                    {
                        columns[(design.Column(j) * count) + i] = root * sample[j];
                    }
                }

                triangles[part].Add(columns.AsSpan(0, count * p));
            }
        }
    }
}
