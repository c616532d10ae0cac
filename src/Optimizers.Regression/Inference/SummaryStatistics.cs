using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>What follows from the sums over the samples of a fit.</summary>
internal sealed partial class SummaryStatistics
{
    // of the terms of a sum that is 0 but for rounding
    private const double VisibleShare = 1e-6;

    private readonly SampleSums _sums;
    private readonly InformationInverse _information;
    private readonly InformationInverse _design;
    private readonly Matrix<double>? _covariance;
    private readonly double _unit;
    private readonly double _scale;

    /// <param name="sums">The sums of a target.</param>
    /// <param name="target">Which target it is.</param>
    public SummaryStatistics(SampleSums sums, int target)
    {
        _sums = sums;
        var likelihood = sums.Loss as ILikelihood;
        IsLeastSquares = sums.Loss is SquaredLoss;
        bool isLikelihood = likelihood is not null || sums.Classes is not null;
        _unit = SummaryPass.HasUnit(sums.Loss) ? sums.Unit : 1;
        InformationInverse design = sums.Classes is not null ? sums.Classes.Of(target)
            : sums.Root is { } root ? InformationInverse.OfRoot(root.ToTriangular(), sums.HasIntercept)
            : sums.Factor is { } factor ? InformationInverse.OfFactor(factor.ToTriangular(), sums.Weight, sums.HasIntercept)
            : sums.Design is { } product ? InformationInverse.Of(product.ToSymmetric())
            : InformationInverse.Unknown((int)Math.Min(sums.Count, Parameters));
        InformationInverse information = sums.Classes is { } classes ? classes.Of(target)
    : sums.CurvedRoot is { } curvedRoot ? InformationInverse.OfRoot(curvedRoot.ToTriangular(), sums.HasIntercept)
    : sums.Curved is { } curved ? InformationInverse.Of(curved.ToSymmetric())
    : design;
        _information = information;
        (Rank, Undetermined, _design) = (information.Rank, UndeterminedOf(information.Hidden), design);
        RowSums rows = sums.Rows;
        double perDegree = Degrees > 0 ? 1 / Degrees : double.NaN;
        _scale = IsLeastSquares ? rows.ResidualSquares * perDegree
            : !isLikelihood ? double.NaN
            : likelihood is { HasDispersion: true } ? rows.Pearson * perDegree
            : 1;
        Deviance = IsLeastSquares ? ResidualSquares : isLikelihood ? rows.Deviance : double.NaN;
        LogLikelihood = IsLeastSquares
            ? (-Samples / 2 * (Math.Log(2 * Math.PI * rows.ResidualSquares / Samples) + (2 * Math.Log(_unit)) + 1)) + (sums.LogWeights / 2)
            : likelihood is not null ? AtDispersion(likelihood, _scale) : isLikelihood ? rows.LogLikelihood : double.NaN;
        _covariance = IsPulled ? null
            : IsLeastSquares || isLikelihood ? information.Inverse * _scale
            : information.Inverse * sums.Scores!.ToSymmetric() * information.Inverse * ((Samples - rows.Separated) * perDegree);
    }

    public bool IsLeastSquares { get; }

    /// <summary>Whether a penalty or bounds moved the estimates.</summary>
    public bool IsPulled => _sums.IsPulled;

    public bool HasIntercept => _sums.HasIntercept;

    /// <summary>p.</summary>
    public int Parameters => _sums.Standardization.Scales.Length + (HasIntercept ? 1 : 0);

    /// <summary>The intercepts among what the rank counts: of classes one less than there are of them, for they are less their mean.</summary>
    public int Intercepts => HasIntercept ? (_sums.Classes?.Count - 1) ?? 1 : 0;

    /// <summary>1 − Σwe²/Σw(y − ȳ)².</summary>
    public double RSquared => 1 - (_sums.Rows.ResidualSquares / _sums.TotalSquares);

    /// <summary>The F statistic of all coefficients but the intercept.</summary>
    public double F => (_sums.TotalSquares - _sums.Rows.ResidualSquares) / (Rank - Intercepts) / _scale;

    /// <summary>n.</summary>
    public double Samples => _sums.Count;

    /// <summary>n − p, of the samples that are not separated.</summary>
    public double Degrees => Samples - _sums.Rows.Separated - Rank;

    public int Rank { get; }

    public IReadOnlyList<int> Undetermined { get; }

    public double ResidualSquares => _sums.Rows.ResidualSquares * _sums.Unit * _sums.Unit;

    public double Deviance { get; }

    public double Scale => _scale * _unit * _unit;

    public double LogLikelihood { get; }

    public double ConditionNumber => _design.DesignCondition;

    /// <summary>Whether the model predicts the probabilities of labels.</summary>
    public bool IsClassifier => _sums.Loss.Link is Link.Logit or Link.Softmax;

    /// <summary>Whether predictions are made of the parameters of one target alone.</summary>
    public bool IsAlone => _sums.Classes is null;

    /// <summary>log L₀ of a classifier: of the means alone or, without an intercept, of equal probabilities.</summary>
    public double NullLogLikelihood
    {
        get
        {
            if (_sums.Classes is { } classes)
            {
                return classes.NullLogLikelihood;
            }

            double mean = _sums.HasIntercept ? _sums.TargetMean : 0.5;
            return _sums.Loss is ILikelihood likelihood && IsClassifier
                ? _sums.Weight * ((_sums.TargetMean * likelihood.LogLikelihood(mean, 1, 1)) + ((1 - _sums.TargetMean) * likelihood.LogLikelihood(mean, 0, 1)))
                : double.NaN;
        }
    }

    /// <summary>The covariance of the parameters of the user's features.</summary>
    public Matrix<double> UserCovariance()
    {
        // the map of parameters from both sides
        Matrix<double> covariance = _covariance is null
            ? Matrix<double>.Build.Dense(Parameters, Parameters, double.NaN)
            : _unit * (_unit * ToUserUnits(ToUserUnits(_covariance).Transpose()));
        foreach (int j in Undetermined)
        {
            covariance[j, j] = double.PositiveInfinity;
        }

        return covariance;
    }

    /// <summary>The user's parameters that can move without a change of the predictions; an intercept of centred features may move where the user's does
    /// not.</summary>
    private int[] UndeterminedOf(IReadOnlyList<double[]> hidden)
    {
        SortedSet<int> undetermined = [];
        foreach (double[] direction in hidden)
        {
            double[] user = [.. direction];
            _sums.Standardization.ToUserUnits(user);
            int d = _sums.Standardization.Scales.Length;
            undetermined.UnionWith(Enumerable.Range(0, d).Where(j => direction[j] != 0));
            if (HasIntercept
                && Math.Abs(user[d]) > VisibleShare
                    * (Math.Abs(direction[d]) + Enumerable.Range(0, d).Sum(j => Math.Abs(user[j] * _sums.Standardization.Means[j]))))
            {
                undetermined.Add(d);
            }
        }

        return [.. undetermined];
    }

    /// <summary>The standard errors of the parameters of the user's features.</summary>
    public double[] StandardErrors()
    {
        // not roots of the covariance in the user's units, which overflows where these do not
        Standardization standardization = _sums.Standardization;
        int p = Parameters, d = standardization.Scales.Length;
        double[] errors = new double[p];
        Array.Fill(errors, double.NaN);
        for (int j = 0; j < d && _covariance is not null; j++)
        {
            errors[j] = _unit * Math.Sqrt(_covariance[j, j]) / standardization.Scales[j];
        }

        if (HasIntercept && _covariance is not null)
        {
            var map = Vector<double>.Build.Dense(p, j => j < d ? -standardization.Means[j] / standardization.Scales[j] : 1);
            errors[d] = _unit * Math.Sqrt(map * _covariance * map);
        }

        foreach (int j in Undetermined)
        {
            errors[j] = double.PositiveInfinity;
        }

        return errors;
    }

    /// <summary>The log-likelihood at a dispersion φ: log p(y | μ, φ) = a(y) + c(φ) − d(μ, y)/2φ, of which c is what is left at y = μ = 1.</summary>
    private double AtDispersion(ILikelihood likelihood, double dispersion)
    {
        double ofDispersion = likelihood.LogLikelihood(1, 1, dispersion) - likelihood.LogLikelihood(1, 1, 1);
        return _sums.Rows.LogLikelihood + (_sums.Weight * ofDispersion) + (_sums.Rows.Deviance / 2 * (1 - (1 / dispersion)));
    }

    private Matrix<double> ToUserUnits(Matrix<double> columns) => Matrix<double>.Build.DenseOfColumnArrays(columns.ToColumnArrays().Select(column =>
    {
        _sums.Standardization.ToUserUnits(column);
        return column;
    }));
}
