namespace Optimizers.Regression;

/// <summary>A loss of linear predictions with its smooth penalty, as a function of the parameters of standardized features, with its second derivatives; for
/// one run, which owns its scratch memory.</summary>
internal sealed class CurvedObjective : ICurvedObjective
{
    // beside an evaluation without second derivatives, as measured: of each row, and of each number that it is multiplied by
    private const double RowCost = 1.3;
    private const double ProductCost = 1 / 30.0;

    private readonly StandardizedSamples _data;
    private readonly ILoss _loss;
    private readonly LinearObjective _function;
    private readonly CoordinateTerms? _penalty;
    private readonly CurvatureMatrix _matrix;
    private readonly LinearTerms _terms;
    private readonly CurvaturePass _pass;

    /// <param name="data">The samples and settings; the penalty counts where it is a smooth one.</param>
    /// <param name="loss">The loss.</param>
    public CurvedObjective(StandardizedSamples data, ILoss loss)
    {
        (_data, _loss) = (data, loss);
        _function = data.Objective(loss, data.Settings.FitIntercept, data.TargetShift);
        _penalty = data.Settings.SmoothPenalty is { } penalty ? CoordinateTerms.Of(data, penalty, data.Stride, 1, 1) : null;
        _terms = new LinearTerms(loss, data.Features, data.Targets, data.Settings.FitIntercept, new Reading(data.Pending?.Reading, data.TargetShift));
        _pass = new CurvaturePass(_terms, loss, data.Features, data.Targets, data.Pending?.Scaling);
        _matrix = new CurvatureMatrix(data.Features, data.Targets, loss.Outputs, data.Stride);
    }

    public int Dimension => _data.Dimension;

    public double CurvatureCost => Cost(_loss, _data.Features);

    /// <summary>How many evaluations without second derivatives one with them takes the time of.</summary>
    public static double Cost(ILoss loss, int features) => RowCost + (ProductCost * features * (loss.Outputs + 1) / 2);

    /// <summary>Whether a loss has second derivatives.</summary>
    public static bool Takes(ILoss loss)
        => loss is ICurvedLoss or SoftmaxLoss && loss is not ISmoothableLoss && loss.Reduction is LossReduction.Mean or LossReduction.Sum;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double value = _function.Evaluate(point, gradient);
        return value + (_penalty?.AddGradient(point, gradient) ?? 0);
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        _terms.Check(point, gradient);
        point.CopyTo(_pass.Point);
        _data.Pending?.Rescale(_pass.Point, _terms.Layout);
        CurvatureSum sum = _data.Given.Run(_pass);
        sum.Gradient.AsSpan(0, Dimension).CopyTo(gradient);
        double weight = _data.Moments.Weight, terms = sum.Gradient[^1], value = _terms.Reduce(terms, 1, weight, gradient);
        _data.Pending?.Rescale(gradient, _terms.Layout);
        bool isPulled = _data.Settings is { IsPenalized: true } or { Bounds: not null };
        _matrix.Write(sum.Products, _loss.Reduction.Apply(terms, weight * _data.Targets / _loss.Outputs).Scale, hessian, isPulled);
        _pass.Return(sum);
        if (_penalty is not null)
        {
            value += _penalty.AddGradient(point, gradient);
            for (int i = 0; i < Dimension; i++)
            {
                hessian[(i * Dimension) + i] += _penalty.L2[i];
            }
        }

        return value;
    }
}
