using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>Squared errors by their columns, for features whose Gram matrix is too large.</summary>
/// <remarks>The n × d columns are standardized already, and each row is multiplied by the root of its share of the weights, targets too: then all sums are
/// plain, c = Zᵀy and G = ZᵀZ, and no pass does more than multiply and add. It keeps residuals: one descent at a time.</remarks>
internal sealed class ColumnQuadratic : Quadratic
{
    // numbers of columns that a thread takes at a time
    private const int PartNumbers = 1 << 15;
    private const int MostPerStack = 128;

    private readonly double[] _columns;
    private readonly double[] _targets;
    private readonly double[] _residuals;
    private readonly double[] _squares;
    private readonly int[] _all;

    private ColumnQuadratic(double[] columns, double[] targets, double[] correlations, int mostProducts)
        : base(correlations, Blas.Dot(targets, targets))
    {
        (_columns, _targets, _residuals, MostProducts) = (columns, targets, new double[targets.Length], mostProducts);
        (_all, _squares) = ([.. Enumerable.Range(0, correlations.Length)], new double[correlations.Length]);
        Blas.Scale(-1, targets, _residuals);
        WriteDots(_all, targets, correlations);
        for (int j = 0; j < _squares.Length; j++)
        {
            _squares[j] = Blas.Dot(Column(j), Column(j));
        }
    }

    /// <summary>The squared errors of standardized columns.</summary>
    /// <param name="columns">Z, column after column; kept.</param>
    /// <param name="targets">y; kept.</param>
    /// <param name="mostProducts">The columns, not 0, above which coordinates are swept by residuals and products are not kept.</param>
    public static ColumnQuadratic Of(double[] columns, double[] targets, int mostProducts = 4096)
        => new(columns, targets, new double[columns.Length / targets.Length], mostProducts);

    /// <summary>The squared errors of columns as they are: standardizes them in place, and takes the weights in.</summary>
    /// <param name="columns">X, column after column; becomes Z.</param>
    /// <param name="targets">y, centred; multiplied by the roots of the shares.</param>
    /// <param name="means">What is subtracted from each column.</param>
    /// <param name="scales">What it is divided by then.</param>
    /// <param name="weights">The weights of rows; null: all 1.</param>
    public static ColumnQuadratic Standardized(double[] columns, double[] targets, double[] means, double[] scales, double[]? weights)
    {
        int n = targets.Length;
        double total = weights?.Sum() ?? n;
        double[] roots = [.. Enumerable.Range(0, n).Select(i => Math.Sqrt((weights?[i] ?? 1) / total))];
        for (int j = 0; j < means.Length; j++)
        {
            Span<double> column = columns.AsSpan(j * n, n);
            for (int i = 0; i < n; i++)
            {
                column[i] = (column[i] - means[j]) / scales[j] * roots[i];
            }
        }

        for (int i = 0; i < n; i++)
        {
            targets[i] *= roots[i];
        }

        return Of(columns, targets);
    }

    public override int MostProducts { get; }

    private int Rows => _targets.Length;

    public override double Curvature(int j) => _squares[j];

    public override void WriteProducts(ReadOnlySpan<int> columns, int first, double[] products, int stride)
    {
        var parts = new ProductParts(this, columns, first, products, stride);
        Workers.Run(ref parts, columns.Length - first);
    }

    public override bool WriteSlopes(ReadOnlySpan<int> columns, ReadOnlySpan<double> point, ReadOnlySpan<int> wanted, Span<double> gradient)
    {
        Blas.Scale(-1, _targets, _residuals);
        FourColumns.AddRows(_columns, Rows, columns, point, _residuals);
        WriteDots(wanted.IsEmpty ? _all : wanted, _residuals, gradient);
        return wanted.IsEmpty;
    }

    public override double ResidualSquare(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => Blas.Dot(_residuals, _residuals);

    public override double Slope(int j) => Blas.Dot(Column(j), _residuals);

    public override void Move(int j, double move) => Blas.AddScaled(move, Column(j), _residuals);

    private ReadOnlySpan<double> Column(int j) => _columns.AsSpan(j * Rows, Rows);

    private void WriteDots(ReadOnlySpan<int> columns, double[] vector, Span<double> dots)
    {
        // whole fours, whose sums are rounded alike wherever the parts are cut
        int perPart = Math.Max(4, PartNumbers / Rows / 4 * 4);
        var parts = new DotParts(this, columns, vector, dots, perPart);
        Workers.Run(ref parts, ((columns.Length - 1) / perPart) + 1);
    }

    private readonly ref struct DotParts(ColumnQuadratic quadratic, ReadOnlySpan<int> columns, double[] vector, Span<double> dots, int perPart) : IParts
    {
        private readonly ReadOnlySpan<int> _columns = columns;
        private readonly Span<double> _dots = dots;

        [SkipLocalsInit]
        public void Do(int part)
        {
            ReadOnlySpan<int> columns = _columns[(part * perPart)..Math.Min(_columns.Length, (part + 1) * perPart)];
            Span<double> some = stackalloc double[MostPerStack];
            for (int first = 0; first < columns.Length; first += MostPerStack)
            {
                ReadOnlySpan<int> these = columns.Slice(first, Math.Min(MostPerStack, columns.Length - first));
                FourColumns.Dots(quadratic._columns, these, vector, some);
                for (int i = 0; i < these.Length; i++)
                {
                    _dots[these[i]] = some[i];
                }
            }
        }
    }

    private readonly ref struct ProductParts(ColumnQuadratic quadratic, ReadOnlySpan<int> columns, int first, double[] products, int stride) : IParts
    {
        private readonly ReadOnlySpan<int> _columns = columns;

        public void Do(int part)
        {
            int i = first + part;
            FourColumns.Dots(quadratic._columns, _columns[..(i + 1)], quadratic.Column(_columns[i]), products.AsSpan(i * stride, i + 1));
        }
    }
}
