namespace Optimizers;

/// <summary>The descent of <see cref="Lbfgsb"/>.</summary>
internal sealed class LbfgsbDescent : LineSearchDescent
{
    private readonly Box _box;
    private readonly PairMemory _memory;
    private readonly CompactHessian _hessian;
    private readonly BoundedModel _model;

    public LbfgsbDescent(MinimizedFunction minimized, Lbfgsb settings, RunOptions options)
        : base(minimized, settings.LineSearch, options, settings, PairMemory.CreateState(minimized.Dimension, settings.Memory), settings.Bounds)
    {
        _box = settings.Bounds;
        minimized.Freeze(_box.ClearFixed);
        _memory = new PairMemory(State, settings.Memory);
        _hessian = new CompactHessian(_memory, settings.Memory);
        _model = new BoundedModel(_box, _hessian, minimized.Dimension, settings.Memory);
    }

    public override double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => _box.ProjectedGradientNorm(point, gradient);

    public override double FreeGradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double gradientNorm)
    {
        double largest = 0;
        for (int i = 0; i < point.Length; i++)
        {
            bool isHeld = gradient[i] > 0 ? point[i] <= _box.Lower(i) : point[i] >= _box.Upper(i);
            largest = isHeld ? largest : Math.Max(largest, Math.Abs(gradient[i]));
        }

        return largest;
    }

    public override void Loaded()
    {
        base.Loaded();
        _memory.Loaded();
        _hessian.Update(-1);
    }

    protected override bool WriteDirection(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, Span<double> direction)
    {
        // where the minimum of the model without bounds is in the box, it is the one, and the two-loop recursion gives it with more digits
        _memory.WriteDirection(gradient, direction);
        if (_memory.Count == 0)
        {
            double step = FirstStep.Of(point, gradient, Value);
            Blas.Scale(step, direction, direction);
            _hessian.Theta = 1 / step;
        }

        if (!StaysInside(point, direction))
        {
            _model.WriteDirection(point, gradient, direction);
        }

        return _memory.Count > 0;
    }

    protected override double InitialStep(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value, double slope) => 1;

    /// <summary>As far as the box allows: at least to x̂.</summary>
    protected override double LargestStep(ReadOnlySpan<double> point, ReadOnlySpan<double> direction)
    {
        double largest = double.PositiveInfinity;
        for (int i = 0; i < point.Length; i++)
        {
            double room = direction[i] > 0 ? _box.Upper(i) - point[i] : point[i] - _box.Lower(i);
            largest = direction[i] != 0 ? Math.Min(largest, room / Math.Abs(direction[i])) : largest;
        }

        return Math.Max(1, largest);
    }

    protected override void Remember(
        ReadOnlySpan<double> before, ReadOnlySpan<double> point, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradient,
        LineSearchResult found, double slope)
    {
        bool isAdded = _memory.Add(before, point, gradientBefore, gradient);
        if (!_hessian.Update(isAdded ? _memory.Slot(_memory.Count - 1) : -1))
        {
            Forget();
        }
    }

    private bool StaysInside(ReadOnlySpan<double> point, ReadOnlySpan<double> direction)
    {
        for (int i = 0; i < point.Length; i++)
        {
            double x = point[i] + direction[i];
            if (!(x >= _box.Lower(i) && x <= _box.Upper(i)))
            {
                return false;
            }
        }

        return true;
    }

    protected override void Forget()
    {
        _memory.Clear();
        _hessian.Update(-1);
    }
}
