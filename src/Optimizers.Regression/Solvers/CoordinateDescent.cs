namespace Optimizers.Regression;

/// <summary>Descends on squared errors, with a lasso, an elastic net or bounds, by one coefficient after another on the Gram matrix.</summary>
/// <remarks>
/// <code>
/// uⱼ ← the minimum over uⱼ alone, for each j in turn;  ∇ ← ∇ + G·ⱼ·(its move)
/// u_F ← u_F − t·G_FF⁻¹ ∇_F, as soon as the set F of coefficients at no kink and no bound is that of the sweep before; t ≤ 1 ends at the first kink or bound
/// </code>
/// <para>The second step makes it finite: columns that are nearly equal, between which coordinates move in tiny steps, are settled at once, and where they are equal the step goes along the direction in
/// which nothing changes until one of them is 0. A point that meets all conditions of a minimum is confirmed by a gradient from the samples themselves, from which the descent goes on if it does not: so what the
/// Gram matrix lost in rounding comes back. Papers: <see href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie and Tibshirani 2010</see> (covariance updates).</para>
/// </remarks>
internal sealed class CoordinateDescent : Descent
{
    // of a confirmed violation, below which to go on has helped
    private const double Progress = 0.5;

    private readonly MinimizedFunction _objective;
    private readonly double[] _gram;
    private readonly CoordinateTerms _terms;
    private readonly FreeStep[] _steps;
    private readonly double _tolerance;
    private readonly bool _isRough;
    private readonly int _d;
    private bool _isConfirmed;
    private double _confirmed = double.PositiveInfinity;

    /// <param name="objective">The squared errors, k groups of d coordinates.</param>
    /// <param name="gram">G, their second derivatives by the coordinates of a group, d × d.</param>
    /// <param name="terms">What is asked of each coordinate.</param>
    /// <param name="stopping">When to stop; with a gradient tolerance.</param>
    /// <param name="isRough">Whether the samples determine coefficients that G may not see.</param>
    public CoordinateDescent(MinimizedFunction objective, double[] gram, CoordinateTerms terms, StoppingCriteria stopping, bool isRough)
    {
        _isRough = isRough;
        (_objective, _gram, _terms, _d) = (objective, gram, terms, (int)Math.Sqrt(gram.Length));
        (_tolerance, StepLimit) = (stopping.GradientTolerance ?? 0, stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations);
        _steps = [.. Enumerable.Range(0, objective.Dimension / _d).Select(t => new FreeStep(gram, terms, _d, t * _d, _tolerance))];
        State = new OptimizerState(objective.Dimension);
    }

    public override string Description => "coordinate descent";

    public override OptimizerState State { get; }

    public override long StepLimit { get; }

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
    {
        _isConfirmed = true;
        return _objective.Evaluate(point, gradient) + _terms.Evaluate(point);
    }

    public override double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        double largest = 0;
        for (int j = 0; j < point.Length; j++)
        {
            double violation = _terms.Violation(j, point[j], gradient[j]);
            largest = double.IsNaN(violation) ? violation : Math.Max(largest, violation);
        }

        return largest;
    }

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        if (_isConfirmed)
        {
            // gradients of the samples that do not come nearer to 0 are as near as rounding lets them, but for those along columns that G does not see
            double norm = GradientNorm(point, gradient);
            if (iteration > 0 && norm >= Progress * _confirmed)
            {
                return _isRough && _steps.Any(step => step.IsBlind) ? StopReason.LineSearchFailed : StopReason.RoundingLimit;
            }

            (_isConfirmed, _confirmed) = (false, norm);
        }

        double smooth = value - _terms.Evaluate(point), moved = 0;
        for (int first = 0; first < point.Length; first += _d)
        {
            Span<double> group = point.Slice(first, _d), slopes = gradient.Slice(first, _d);
            smooth += Sweep(group, slopes, first, ref moved);
            smooth += _steps[first / _d].Take(group, slopes);
        }

        // as many operations as a pass over d samples
        _objective.Evaluations++;
        State.StepCount++;
        value = smooth + _terms.Evaluate(point);
        if (moved == 0 || GradientNorm(point, gradient) <= _tolerance)
        {
            value = Evaluate(point, gradient, iteration);
        }

        return StopReason.None;
    }

    /// <summary>Minimizes over each coordinate in turn.</summary>
    /// <returns>The change of the squared errors.</returns>
    private double Sweep(Span<double> point, Span<double> gradient, int first, ref double moved)
    {
        double change = 0;
        for (int j = 0; j < _d; j++)
        {
            double curvature = _gram[(j * _d) + j], next = _terms.Minimum(first + j, point[j], gradient[j], curvature), move = next - point[j];

            // from its kink or bound a coordinate goes for more than rounding, which would leave tiny coefficients in place of 0
            if (move != 0 && (_terms.IsFree(first + j, point[j]) || _terms.Violation(first + j, point[j], gradient[j]) > _tolerance))
            {
                change += move * (gradient[j] + (0.5 * curvature * move));
                moved = Math.Max(moved, Math.Abs(move));
                point[j] = next;
                Blas.AddScaled(move, _gram.AsSpan(j * _d, _d), gradient);
            }
        }

        return change;
    }
}
