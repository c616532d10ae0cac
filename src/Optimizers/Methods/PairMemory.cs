namespace Optimizers;

/// <summary>The last pairs of step and gradient change, and the product of the inverse Hessian that they stand for with a vector.</summary>
internal sealed class PairMemory
{
    private const double SmallestCurvature = 2.2e-16;

    private readonly OptimizerState _state;
    private readonly double[] _s;
    private readonly double[] _y;
    private readonly double[] _inverseCurvatures;
    private readonly double[] _weights;
    private readonly int _capacity;
    private readonly int _n;
    private int _next;

    // sᵀy/yᵀy of the newest pair
    private double _scale = 1;

    /// <summary>Makes a memory in a state that <see cref="CreateState"/> made.</summary>
    public PairMemory(OptimizerState state, int capacity)
    {
        (_state, _capacity, _n) = (state, Useful(capacity, state.Dimension), state.Dimension);
        _s = state.Array("s");
        _y = state.Array("y");
        _inverseCurvatures = new double[_capacity];
        _weights = new double[_capacity];
    }

    /// <summary>The number of pairs.</summary>
    public int Count { get; private set; }

    public static OptimizerState CreateState(int dimension, int capacity, params string[] scalars)
        => new(
            dimension,
            [("s", checked(Useful(capacity, dimension) * dimension)), ("y", Useful(capacity, dimension) * dimension)],
            ["pairs", "next", .. scalars, .. LineSearchDescent.Scalars]);

    /// <summary>Takes over loaded pairs.</summary>
    public void Loaded()
    {
        (Count, _next) = ((int)_state.Scalar("pairs"), (int)_state.Scalar("next"));
        for (int i = 0; i < Count; i++)
        {
            int k = Slot(i);
            double curvature = Blas.Dot(S(k), Y(k));
            (_inverseCurvatures[k], _scale) = (1 / curvature, curvature / Blas.Dot(Y(k), Y(k)));
        }
    }

    public void Clear() => Note(0, 0);

    /// <summary>Where the i-th pair is kept, the oldest first.</summary>
    public int Slot(int i)
    {
        int k = _next - Count + i;
        return k < 0 ? k + _capacity : k;
    }

    /// <summary>The steps s of a slot.</summary>
    public Span<double> S(int k) => _s.AsSpan(k * _n, _n);

    /// <summary>The gradient changes y of a slot.</summary>
    public Span<double> Y(int k) => _y.AsSpan(k * _n, _n);

    /// <summary>Takes a pair in place of the oldest, unless the gradient changed against the step.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Add(ReadOnlySpan<double> before, ReadOnlySpan<double> point, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradient)
    {
        int k = _next;
        Blas.Combine(point, -1, before, S(k));
        Blas.Combine(gradient, -1, gradientBefore, Y(k));
        double curvature = Blas.Dot(S(k), Y(k)), square = Blas.Dot(Y(k), Y(k));
        if (!(curvature > SmallestCurvature * Math.Sqrt(Blas.Dot(S(k), S(k))) * Math.Sqrt(square)) || !double.IsFinite(1 / curvature))
        {
            // the slot may have held the oldest pair
            Note(Math.Min(_capacity - 1, Count), k);
            return false;
        }

        (_inverseCurvatures[k], _scale) = (1 / curvature, curvature / square);
        Note(Math.Min(_capacity, Count + 1), (k + 1) % _capacity);
        return true;
    }

    /// <summary>d ← −Hg by the two-loop recursion; each pass over d adds one vector and takes the product with the next.</summary>
    public void WriteDirection(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        Blas.Scale(-1, gradient, direction);
        if (Count == 0)
        {
            return;
        }

        int newest = Count - 1;
        double product = Blas.Dot(S(Slot(newest)), direction);
        for (int i = newest; i >= 0; i--)
        {
            int k = Slot(i);
            _weights[k] = product * _inverseCurvatures[k];
            product = Blas.AddScaledAndDot(-_weights[k], Y(k), direction, i > 0 ? S(Slot(i - 1)) : Y(k));
        }

        // the last product is that of the oldest y, with which the way back begins
        Blas.Scale(_scale, direction, direction);
        product *= _scale;
        for (int i = 0; i < newest; i++)
        {
            int k = Slot(i);
            product = Blas.AddScaledAndDot(_weights[k] - (product * _inverseCurvatures[k]), S(k), direction, Y(Slot(i + 1)));
        }

        Blas.AddScaled(_weights[Slot(newest)] - (product * _inverseCurvatures[Slot(newest)]), S(Slot(newest)), direction);
    }

    /// <summary>More than 3n pairs of n coordinates say nothing new, and cost as much.</summary>
    private static int Useful(int capacity, int n) => (int)Math.Min(capacity, 3L * n);

    private void Note(int count, int next)
    {
        (Count, _next, _scale) = (count, next, count == 0 ? 1 : _scale);
        (_state.Scalar("pairs"), _state.Scalar("next")) = (count, next);
    }
}
