namespace Optimizers;

/// <summary>Steps of Levenberg and Marquardt: the δ of least ‖r + Jδ‖² + μ‖Dδ‖² that is no longer, ‖Dδ‖, than a radius.</summary>
/// <remarks>
/// J is factored once; a damping costs a factorization of [R; √μE] more. The columns of J are brought to norm 1 first, y = Nδ and E = DN⁻¹,
/// so that rank and rounding do not depend on the units of the variables.
/// </remarks>
internal sealed class DampedLeastSquares(int rows, int columns)
{
    // how exactly the length must meet the radius, and how often it is tried
    private const double RadiusTolerance = 0.1;
    private const int Trials = 10;

    private readonly HouseholderQr _qr = new(rows, columns);
    private readonly DampedTriangle _triangle = new(columns);
    private readonly double[] _norms = new double[columns];
    private readonly double[] _weights = new double[columns];
    private readonly double[] _rotated = new double[rows];
    private readonly double[] _y = new double[columns];
    private readonly double[] _scratch = new double[columns];
    private double _gradientNorm;

    /// <summary>The norms of the columns of J; 0 for those that are held.</summary>
    public ReadOnlySpan<double> Norms => _norms;

    /// <summary>The length of the part of r that steps can take away, its projection on the columns of J.</summary>
    public double Reach { get; private set; }

    /// <summary>μ of the last step.</summary>
    public double Damping { get; private set; }

    /// <summary>‖Dδ‖ of the last step.</summary>
    public double Length { get; private set; }

    /// <summary>‖r‖² − ‖r + Jδ‖² of the last step, without cancellation.</summary>
    public double Reduction { get; private set; }

    /// <summary>Takes J (rows × columns, row by row), r, the running scale D, which grows to the norms of the columns, and the coordinates that are held where
    /// they are.</summary>
    public void Factor(ReadOnlySpan<double> jacobian, ReadOnlySpan<double> residuals, Span<double> scale, ReadOnlySpan<bool> isHeld)
    {
        for (int j = 0; j < columns; j++)
        {
            Span<double> column = _qr.Column(j);
            for (int i = 0; i < rows; i++)
            {
                column[i] = jacobian[(i * columns) + j];
            }

            double norm = _norms[j] = _qr.Normalize(j);
            scale[j] = Math.Max(scale[j], norm);
            if (isHeld[j])
            {
                column.Clear();
                _norms[j] = 0;
            }
        }

        residuals.CopyTo(_rotated);
        _qr.Factor(_rotated);
        Reach = Blas.Norm(_rotated.AsSpan(0, _qr.Rank));
        double sum = 0;
        for (int k = 0; k < columns; k++)
        {
            int j = _qr.Order(k);
            double weight = _weights[k] = _norms[j] > 0 ? scale[j] / _norms[j] : 1, gradient = 0;
            for (int i = 0; i <= k && i < rows; i++)
            {
                gradient += _qr.R(i, k) * _rotated[i];
            }

            sum += gradient / weight * (gradient / weight);
        }

        _gradientNorm = Math.Sqrt(sum);
    }

    /// <summary>Writes the step for a radius, after J. Moré, The Levenberg–Marquardt algorithm: implementation and theory, 1978.</summary>
    /// <param name="radius">The bound Δ of ‖Dδ‖, kept within a tenth.</param>
    /// <param name="guess">A first guess of μ.</param>
    /// <param name="step">Receives δ.</param>
    public void Solve(double radius, double guess, Span<double> step)
    {
        SolveFor(0);
        double μ = 0, excess = Length - radius;
        if (excess > RadiusTolerance * radius)
        {
            double low = _qr.Rank == columns ? excess / radius / Sensitivity() : 0, high = _gradientNorm / radius;
            μ = Math.Clamp(guess, Math.Min(low, high), high);
            μ = μ > 0 ? μ : _gradientNorm / Length;
            for (int trial = 1; ; trial++)
            {
                double before = excess;
                SolveFor(μ);
                excess = Length - radius;
                if (Math.Abs(excess) <= RadiusTolerance * radius || (low == 0 && excess <= before && before < 0) || Length == 0 || trial == Trials)
                {
                    break;
                }

                (low, high) = excess > 0 ? (Math.Max(low, μ), high) : (low, Math.Min(high, μ));
                μ = Math.Max(Math.Max(low, 0.001 * high), μ + (excess / radius / Sensitivity()));
            }
        }

        Damping = μ;
        Reduction = SquareOfChange() + (2 * μ * Length * Length);
        WriteStep(step);
    }

    /// <summary>Writes the step for a damping.</summary>
    public void SolveDamped(double μ, Span<double> step)
    {
        SolveFor(μ);
        WriteStep(step);
    }

    private void WriteStep(Span<double> step)
    {
        for (int k = 0; k < columns; k++)
        {
            int j = _qr.Order(k);
            step[j] = _norms[j] > 0 ? _y[k] / _norms[j] : 0;
        }
    }

    /// <summary>y for a damping; for 0 Gauss and Newton's, with 0 for the columns that depend on others.</summary>
    private void SolveFor(double μ)
    {
        _triangle.Load(_qr, _rotated);
        if (μ > 0)
        {
            Blas.Scale(Math.Sqrt(μ), _weights, _scratch);
            _triangle.Damp(_scratch);
        }

        _triangle.Solve(μ > 0 ? columns : _qr.Rank, _y);
        double sum = 0;
        for (int k = 0; k < columns; k++)
        {
            sum += _weights[k] * _y[k] * (_weights[k] * _y[k]);
        }

        Length = Math.Sqrt(sum);
    }

    /// <summary>‖U⁻ᵀE²y‖²/‖Ey‖², by which Newton's method corrects μ; U is the triangle of the last solution.</summary>
    private double Sensitivity()
    {
        for (int k = 0; k < columns; k++)
        {
            _scratch[k] = _weights[k] * _weights[k] * _y[k] / Length;
        }

        return _triangle.SquareOfTransposed(_scratch);
    }

    /// <summary>‖Jδ‖² = ‖Ry‖².</summary>
    private double SquareOfChange()
    {
        double square = 0;
        for (int i = 0; i < Math.Min(rows, columns); i++)
        {
            double sum = 0;
            for (int k = i; k < columns; k++)
            {
                sum += _qr.R(i, k) * _y[k];
            }

            square += sum * sum;
        }

        return square;
    }
}
