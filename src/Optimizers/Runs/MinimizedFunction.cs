namespace Optimizers;

/// <summary>The function as a descent sees it: to be minimized, its evaluations counted.</summary>
internal sealed class MinimizedFunction(IDifferentiableFunction function, bool maximize, Box? bounds = null)
{
    private readonly IFiniteSumFunction? _sum = function as IFiniteSumFunction;
    private readonly IPrefetchedSamples? _prefetched = function as IPrefetchedSamples;
    private int[] _frozen = [];

    public int Dimension => function.Dimension;

    public bool IsMaximized => maximize;

    /// <summary>The coordinates that nothing moves, ascending: those that a rule freezes, and those whose bounds are one number. Their partial derivatives are
    /// 0.</summary>
    public ReadOnlySpan<int> Frozen => _frozen;

    /// <summary>Where the function may be evaluated; null: everywhere.</summary>
    public Box? Bounds => bounds;

    /// <summary>The function as it is evaluated: one whose derivatives are differences keeps those within the bounds.</summary>
    public IDifferentiableFunction Function => function;

    /// <summary>The calls so far.</summary>
    public long Evaluations { get; set; }

    /// <summary>The calls beside the run.</summary>
    public long Looks { get; private set; }

    /// <summary>A power of 2 that values and derivatives are divided by, so that a method's products of them neither overflow nor underflow.</summary>
    public double Unit { get; set; } = 1;

    /// <summary>Whether there is a function to be evaluated.</summary>
    public bool HasFunction => function is not NoFunction;

    /// <summary>The same without its function, whose memory is then free.</summary>
    public MinimizedFunction WithoutFunction() => new(new NoFunction(Dimension), maximize, bounds) { Evaluations = Evaluations, Unit = Unit };

    /// <summary>Makes the function of a run, after checking what the run is given.</summary>
    public static MinimizedFunction Of(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(options);
        Require.AtLeast(1, function.Dimension, nameof(function));
        Require.SameLength(start.Length, function.Dimension, "start", "the function takes", nameof(start));
        Require.Finite(start, "start", nameof(start));
        return options.Batches is null || function is IFiniteSumFunction
            ? new MinimizedFunction(function, options.Maximize)
            : throw new ArgumentException($"Mini-batches need an {nameof(IFiniteSumFunction)}; {function.GetType().Name} is none.", nameof(function));
    }

    /// <summary>Makes the function of a run that compares values, which mini-batches would change from step to step.</summary>
    public static MinimizedFunction OfWhole(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options, object optimizer)
        => options?.Batches is null ? Of(function, start, options!)
            : throw new ArgumentException(
                $"{optimizer.GetType().Name} compares values, which mini-batches change from step to step. Leave the batches out, or use an update rule "
                + "such as Adam or StochasticGradientDescent.",
                nameof(options));

    /// <summary>Takes the coordinates at which a gradient is cleared for those that nothing moves.</summary>
    public void Freeze(Action<Span<double>> clear)
    {
        double[] gradient = new double[Dimension];
        Array.Fill(gradient, 1);
        clear(gradient);
        int[] frozen = [.. Enumerable.Range(0, Dimension).Where(i => gradient[i] == 0)];
        // where nothing moves at all there is nothing to come to rest, and the gradient shows as it is
        _frozen = frozen.Length < Dimension ? frozen : [];
    }

    /// <summary>The same, evaluated within bounds only; asked for before the first evaluation.</summary>
    public MinimizedFunction Within(Box? box)
        => box is null ? this : new MinimizedFunction(function is IDifferenced differenced ? differenced.Within(box) : function, maximize, box);

    /// <summary>Turns a value to be minimized into the function's own.</summary>
    public double Own(double value) => maximize ? -value : value;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Evaluations++;
        return Turn(function.Evaluate(point, gradient), gradient, Unit);
    }

    /// <summary>Evaluates beside the run and in the function's unit, to check or to explain it.</summary>
    public double Look(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Looks++;
        return Turn(function.Evaluate(point, gradient), gradient, 1);
    }

    /// <summary>The value alone, beside the run and in the function's unit.</summary>
    public double Look(ReadOnlySpan<double> point)
    {
        Looks++;
        return Own(function.Evaluate(point));
    }

    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient)
    {
        Evaluations++;
        return Turn(_sum!.Evaluate(point, samples, gradient), gradient, Unit);
    }

    /// <summary>Begins to load samples, if the function can.</summary>
    public void Prefetch(ReadOnlySpan<int> samples)
    {
        if (!samples.IsEmpty)
        {
            _prefetched?.Prefetch(samples);
        }
    }

    /// <summary>Writes the product of the Hessian with a vector, if the function gives it.</summary>
    public bool TryMultiplyHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> vector, Span<double> product)
    {
        if (function is not ITwiceDifferentiableFunction twice)
        {
            return false;
        }

        Evaluations++;
        twice.MultiplyHessian(point, vector, product);
        Turn(0, product, Unit);
        return true;
    }

    private double Turn(double value, Span<double> gradient, double unit)
    {
        foreach (int i in _frozen)
        {
            gradient[i] = 0;
        }

        double factor = (maximize ? -1 : 1) / unit;
        if (factor != 1)
        {
            Blas.Scale(factor, gradient, gradient);
        }

        return factor * value;
    }

    private sealed class NoFunction(int dimension) : IDifferentiableFunction
    {
        public int Dimension => dimension;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
            => throw new InvalidOperationException("The function of this run was given up.");
    }
}
