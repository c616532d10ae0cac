namespace Optimizers.Regression;

/// <summary>Descends on squared errors, with a lasso, an elastic net or bounds, by one coefficient after another on the Gram matrix.</summary>
/// <remarks>
/// <code>
/// uⱼ ← the minimum over uⱼ alone, for each j in turn;  ∇ ← ∇ + G·ⱼ·(its move)
/// u_F ← u_F − t·G_FF⁻¹ ∇_F over the coefficients F at no kink and no bound, once the sweeps since the last time cost as much as this does; t ≤ 1 ends at
/// the first kink or bound
/// </code>
/// <para>The second step makes it finite: columns that are nearly equal, between which coordinates move in tiny steps, are settled at once, and where they
/// are equal the step goes along the direction in
/// which nothing changes until one of them is 0. A point that meets all conditions of a minimum is confirmed by a gradient from the samples themselves,
/// from which the descent goes on if it does not: so what the
/// Gram matrix lost in rounding comes back. Papers: <see href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie and Tibshirani 2010</see>
/// (covariance updates).</para>
/// </remarks>
internal sealed class CoordinateDescent : Descent
{
    // of a confirmed violation, below which to go on has helped
    private const double Progress = 0.5;

    // of a value, what it may be off by, and what is little beside it
    private const double Rounding = 1e-12;
    private const double SmallGap = 1e-6;

    private readonly MinimizedFunction _objective;
    private readonly CoordinateTerms _terms;
    private readonly Target[] _groups;
    private readonly double _tolerance;
    private readonly bool _isRough;
    private readonly int _d;
    private bool _isConfirmed;
    private double _confirmed = double.PositiveInfinity;

    /// <param name="objective">The squared errors, k groups of d coordinates.</param>
    /// <param name="gram">G, their second derivatives by the coordinates of a group, d × d.</param>
    /// <param name="terms">What is asked of each coordinate.</param>
    /// <param name="stopping">When to stop.</param>
    /// <param name="tolerance">The gradient that is small enough where none is set.</param>
    /// <param name="isRough">Whether the samples determine coefficients that G may not see.</param>
    public CoordinateDescent(MinimizedFunction objective, double[] gram, CoordinateTerms terms, StoppingCriteria stopping, double tolerance, bool isRough)
    {
        _isRough = isRough;
        (_objective, _terms, _d) = (objective, terms, (int)Math.Sqrt(gram.Length));
        (_tolerance, StepLimit) = (stopping.GradientTolerance ?? tolerance, stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations);
        var set = new WorkingSet(gram, _d);
        _groups = [.. Enumerable.Range(0, objective.Dimension / _d).Select(t => new Target(set, terms.Slice(t * _d, _d), _tolerance))];
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

    public override double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => _terms.LargestViolation(point, gradient);

    public override bool HasOwnTest => true;

    public override bool IsStationary(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value)
        => _isConfirmed && GradientNorm(point, gradient) <= _tolerance && !(Unseen(point, gradient, value) > SmallGap * value);

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        if (_isConfirmed)
        {
            // gradients of the samples that do not come nearer to 0 are as near as rounding lets them
            double norm = GradientNorm(point, gradient);
            if (iteration > 0 && norm >= Progress * _confirmed)
            {
                double left = Unseen(point, gradient, value);
                return left <= Rounding * value || (double.IsNaN(left) && !_isRough) ? StopReason.RoundingLimit : StopReason.LineSearchFailed;
            }

            (_isConfirmed, _confirmed) = (false, norm);
        }

        double smooth = value - _terms.Evaluate(point);
        int moved = 0;
        for (int t = 0; t < _groups.Length; t++)
        {
            (double change, int count) = _groups[t].Advance(point.Slice(t * _d, _d), gradient.Slice(t * _d, _d));
            smooth += change;
            moved += count;
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

    /// <summary>What is left to go at most, where G may not see it all: the duality gap; NaN where bounds or coordinates without a kink have none.</summary>
    private double Unseen(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value)
        => _groups.Any(group => group.IsBlind) ? _terms.Gap(point, gradient, 2 * (value - _terms.Evaluate(point))) : 0;

    /// <summary>The coordinates of a target.</summary>
    private sealed class Target(WorkingSet set, CoordinateTerms terms, double tolerance)
    {
        // of the work of the sweeps since the last step, that one may take
        private const int Share = 2;

        private readonly FreeStep _step = new(set, tolerance);
        private long _credit;

        /// <summary>Whether some column has beside the others no more than may be rounding.</summary>
        public bool IsBlind => _step.IsBlind;

        /// <returns>The change of the squared errors, and the number of coordinates that moved.</returns>
        public (double Change, int Moved) Advance(Span<double> point, Span<double> gradient)
        {
            (double change, int moved) = CoordinateSweep.Do(set, terms, point, gradient, tolerance);
            _credit += (moved + 1L) * set.Count * Share;
            if (_step.Cost(terms, point) <= _credit)
            {
                change += _step.Take(terms, point, gradient);
                _credit = 0;
            }

            return (change, moved);
        }
    }
}
