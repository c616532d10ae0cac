namespace Optimizers.Regression;

/// <summary>A least-squares fit with no optimizer named: gradient descent of rate 1 in whitened coordinates.</summary>
/// <remarks>
/// There the Hessian is the identity, so that the first step solves the normal equations and each later one refines the
/// solution from residuals of the data themselves, which takes away what the equations lost in rounding.
/// </remarks>
internal sealed class LeastSquaresProblem : FitProblem
{
    private const int RefinementLimit = 20;
    private const double RefinementTolerance = 1e-15;

    private readonly RowData _data;
    private readonly SquaredLoss _loss;
    private readonly Standardization _standardization;
    private readonly Whitening _whitening;
    private readonly double[] _targetMeans;
    private readonly double _targetScale;
    private readonly bool _fitIntercept;

    public LeastSquaresProblem(RowData data, LinearRegression settings, SquaredLoss loss, CancellationToken cancel)
    {
        (_data, _loss, _fitIntercept) = (data, loss, settings.FitIntercept);
        int d = data.FeatureCount, k = data.TargetCount, needed = d + (_fitIntercept ? 1 : 0);
        if (data.Rows < needed)
        {
            throw new ArgumentException(
                $"X has {data.Rows} rows; they cannot determine {d} coefficients{(_fitIntercept ? " and an intercept" : "")}. "
                + "Leave columns out; or name an Optimizer: from a start of 0, gradient descent gives the coefficients of least norm (in standardized units).",
                "X");
        }

        double[] start = settings.StartFor(k * needed);
        _standardization = new Standardization(data, _fitIntercept, standardize: true);
        _standardization.Apply(data);
        _whitening = new Whitening(data);
        (_targetMeans, _targetScale) = StandardizeTargets();

        var objective = new LinearObjective(data, Losses.HalfMeanSquaredError, fitIntercept: false);
        // the mean over k targets divides the curvature of each by k
        Run = new GradientDescent { LearningRate = k }.Start(
            new WhitenedFunction(objective, _whitening, k),
            FromUser(start),
            new RunOptions
            {
                Stopping = settings.Stopping with
                {
                    MaxIterations = settings.Stopping.MaxIterations ?? RefinementLimit,
                    GradientTolerance = settings.Stopping.GradientTolerance ?? 0,
                    ValueTolerance = settings.Stopping.ValueTolerance ?? RefinementTolerance,
                },
                Cancellation = cancel,
            });
    }

    public override OptimizationRun Run { get; }

    public override double[] ToUser(ReadOnlySpan<double> point)
    {
        int d = _data.FeatureCount, k = _data.TargetCount, stride = d + (_fitIntercept ? 1 : 0);
        double[] parameters = new double[k * stride];
        for (int t = 0; t < k; t++)
        {
            Span<double> group = parameters.AsSpan(t * stride, stride);
            point.Slice(t * d, d).CopyTo(group);
            _whitening.ToWeights(group[..d]);
            for (int j = 0; j < d; j++)
            {
                group[j] *= _targetScale;
            }

            if (_fitIntercept)
            {
                group[d] = _targetMeans[t];
            }
        }

        _standardization.ToUserUnits(parameters);
        return parameters;
    }

    public override double ToLoss(double value)
    {
        long count = (long)_data.Rows * _data.TargetCount;
        double sumOfSquares = 2 * count * value * _targetScale * _targetScale;
        return _loss.Reduction.Apply(_loss.Factor * sumOfSquares, count).Value;
    }

    private double[] FromUser(double[] start)
    {
        int d = _data.FeatureCount, k = _data.TargetCount, stride = d + (_fitIntercept ? 1 : 0);
        _standardization.FromUserUnits(start);
        double[] point = new double[k * d];
        for (int t = 0; t < k; t++)
        {
            Span<double> group = point.AsSpan(t * d, d);
            for (int j = 0; j < d; j++)
            {
                group[j] = start[(t * stride) + j] / _targetScale;
            }

            _whitening.FromWeights(group);
        }

        return point;
    }

    /// <summary>Centres the targets, with an intercept, and brings them to a root mean square of 1, in place.</summary>
    private (double[] Means, double Scale) StandardizeTargets()
    {
        int n = _data.Rows, k = _data.TargetCount;
        double[] means = new double[k];
        if (_fitIntercept)
        {
            // the second pass adds what rounding left in the first
            for (int pass = 0; pass < 2; pass++)
            {
                double[] rest = new double[k];
                for (int i = 0; i < n * k; i++)
                {
                    rest[i % k] += _data.Targets[i] - means[i % k];
                }

                for (int t = 0; t < k; t++)
                {
                    means[t] += rest[t] / n;
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < n * k; i++)
        {
            double centred = _data.Targets[i] - means[i % k];
            sum += centred * centred;
            _data.Targets[i] = centred;
        }

        double scale = sum > 0 ? Math.Sqrt(sum / (n * (double)k)) : 1;
        for (int i = 0; i < n * k; i++)
        {
            _data.Targets[i] /= scale;
        }

        return (means, scale);
    }
}
