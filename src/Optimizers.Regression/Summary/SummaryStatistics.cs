using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Sums over the samples at a fit, and what follows from them.</summary>
internal sealed class SummaryStatistics
{
    // of the terms of a sum that is 0 but for rounding
    private const double VisibleShare = 1e-6;

    private readonly FitData _data;
    private readonly Matrix<double> _covariance;
    private readonly InformationInverse _information;
    private double _pearson;
    private double _logWeights;

    /// <summary>Goes through the samples twice.</summary>
    /// <param name="data">The samples, their features standardized; one target.</param>
    /// <param name="parameters">The parameters of the standardized features.</param>
    /// <param name="separation">What separates samples: those that it leaves behind say nothing of the errors, and are no degrees of freedom.</param>
    public SummaryStatistics(FitData data, double[] parameters, Separation? separation)
    {
        _data = data;
        (LinearRegression settings, Samples, int separated) = (data.Settings, data.Moments.WeightedRows, 0);
        HasIntercept = settings.FitIntercept;
        IsLeastSquares = settings.Loss is SquaredLoss;
        IsPulled = settings is { Penalty: not null } or { Bounds: not null };
        TotalSquares = Math.Pow(data.Moments.TargetDeviation(HasIntercept), 2) * data.Moments.Weight;
        var likelihood = settings.Loss as ILikelihood;
        Func<double, double, double> curvature = LossCurvature.Of(settings.Loss, () => Residuals(parameters));
        int p = parameters.Length;
        double[] bread = new double[p * p], meat = new double[p * p], row = new double[p];
        ForEach(parameters, (sample, weight, prediction, target, mean) =>
        {
            Extend(sample, row);
            double e = target - mean;
            ResidualSquares += weight * e * e;
            _logWeights += Math.Log(weight);
            bool isLeftBehind = separation?.Separates(sample) == true;
            separated += isLeftBehind ? 1 : 0;
            if (likelihood is not null)
            {
                Deviance += weight * likelihood.Deviance(mean, target);
                _pearson += isLeftBehind ? 0 : weight * e * e / likelihood.Variance(mean);
            }

            DesignSums.AddOuter(isLeftBehind ? 0 : weight * curvature(prediction, target), row, bread);
            if (!isLeftBehind && !IsLeastSquares && likelihood is null)
            {
                DesignSums.AddOuter(Math.Pow(weight * LossCurvature.Slope(settings.Loss, prediction, target), 2), row, meat);
            }
        });

        InformationInverse information = _information = InformationInverse.Of(DesignSums.Full(bread, p));
        (Rank, Undetermined, ConditionNumber) = (information.Rank, UndeterminedOf(information.Hidden), InformationInverse.Of(DesignSums.Of(data, parameters, _ => 1).Gram).DesignCondition);
        Degrees = Samples - separated - Rank;
        double perDegree = Degrees > 0 ? 1.0 / Degrees : double.NaN;
        Scale = IsLeastSquares ? ResidualSquares * perDegree : likelihood is null ? double.NaN : likelihood.HasDispersion ? _pearson * perDegree : 1;
        Deviance = IsLeastSquares ? ResidualSquares : likelihood is null ? double.NaN : Deviance;
        LogLikelihood = IsLeastSquares ? (-Samples / 2.0 * (Math.Log(2 * Math.PI * ResidualSquares / Samples) + 1)) + (_logWeights / 2) : likelihood is null ? double.NaN : LogLikelihoodOf(likelihood, parameters);
        _covariance = IsPulled ? Matrix<double>.Build.Dense(p, p, double.NaN)
            : IsLeastSquares || likelihood is not null ? information.Inverse * Scale
            : information.Inverse * DesignSums.Full(meat, p) * information.Inverse * ((Samples - separated) * perDegree);
    }

    public bool IsLeastSquares { get; }

    /// <summary>Whether a penalty or bounds moved the estimates.</summary>
    public bool IsPulled { get; }

    public bool HasIntercept { get; }

    public int Samples { get; }

    public int Rank { get; }

    /// <summary>The samples that are not separated, less the rank.</summary>
    public int Degrees { get; }

    public IReadOnlyList<int> Undetermined { get; }

    public double ResidualSquares { get; private set; }

    public double TotalSquares { get; }

    public double Deviance { get; private set; }

    public double Scale { get; }

    public double LogLikelihood { get; }

    public double ConditionNumber { get; }

    /// <summary>The covariance of the parameters of the user's features.</summary>
    public Matrix<double> UserCovariance()
    {
        // the map of parameters, column by column
        int p = _covariance.RowCount;
        Matrix<double> map = Matrix<double>.Build.DenseIdentity(p);
        for (int j = 0; j < p; j++)
        {
            double[] column = map.Column(j).ToArray();
            _data.Standardization.ToUserUnits(column);
            map.SetColumn(j, column);
        }

        Matrix<double> covariance = map * _covariance * map.Transpose();
        foreach (int j in Undetermined)
        {
            covariance[j, j] = double.PositiveInfinity;
        }

        return covariance;
    }

    /// <summary>Predicts samples of the user's features, row by row, with intervals of so many standard errors.</summary>
    public PredictionIntervals Predict(AlignedNumbers features, int rows, double[] parameters, double errors)
    {
        var samples = new RowData(features, new double[rows], rows, _data.Features, 1);
        _data.Standardization.Apply(samples);
        Vector<double> mean = Vector<double>.Build.Dense(rows), low = mean.Clone(), high = mean.Clone(), lowest = mean.Clone(), highest = mean.Clone();
        double[] row = new double[parameters.Length];
        for (int i = 0; i < rows; i++)
        {
            Extend(samples.Row(i), row);
            Vector<double> x = Vector<double>.Build.DenseOfArray(row);
            double prediction = Blas.Dot(row, parameters), variance = _information.Sees(row) ? x * _covariance * x : double.PositiveInfinity;
            double half = errors * Math.Sqrt(variance), wide = errors * Math.Sqrt(variance + Scale);
            (mean[i], low[i], high[i]) = (Mean(prediction), Mean(prediction - half), Mean(prediction + half));
            (lowest[i], highest[i]) = (prediction - wide, prediction + wide);
        }

        return new PredictionIntervals(mean, low, high, IsLeastSquares ? lowest : null, IsLeastSquares ? highest : null);
    }

    /// <summary>The user's parameters that can move without a change of the predictions; an intercept of centred features may move where the user's does not.</summary>
    private int[] UndeterminedOf(IReadOnlyList<double[]> hidden)
    {
        SortedSet<int> undetermined = [];
        foreach (double[] direction in hidden)
        {
            double[] user = [.. direction];
            _data.Standardization.ToUserUnits(user);
            undetermined.UnionWith(Enumerable.Range(0, _data.Features).Where(j => direction[j] != 0));
            if (HasIntercept && Math.Abs(user[^1]) > VisibleShare * (Math.Abs(direction[^1]) + Math.Abs(user[^1] - direction[^1])))
            {
                undetermined.Add(_data.Features);
            }
        }

        return [.. undetermined];
    }

    private List<double> Residuals(double[] parameters)
    {
        List<double> residuals = [];
        ForEach(parameters, (_, _, _, target, mean) => residuals.Add(target - mean));
        return residuals;
    }

    private double LogLikelihoodOf(ILikelihood likelihood, double[] parameters)
    {
        double sum = 0;
        ForEach(parameters, (_, weight, _, target, mean) => sum += weight * likelihood.LogLikelihood(mean, target, Scale));
        return sum;
    }

    private delegate void Visit(ReadOnlySpan<double> sample, double weight, double prediction, double target, double mean);

    private void ForEach(double[] parameters, Visit visit)
    {
        int d = _data.Features;
        foreach (RowData block in _data.Samples.Blocks())
        {
            for (int i = 0; i < block.Rows; i++)
            {
                double weight = block.Weights?[i] ?? 1;
                if (weight == 0)
                {
                    continue;
                }

                double prediction = Blas.Dot(block.Row(i), parameters.AsSpan(0, d)) + (HasIntercept ? parameters[d] : 0) + (block.Offsets?[i] ?? 0);
                visit(block.Row(i), weight, prediction, block.Targets[i], Mean(prediction));
            }
        }
    }

    private double Mean(double prediction)
    {
        Span<double> mean = [prediction];
        _data.Settings.Loss.Link.Apply(mean, 1);
        return mean[0];
    }

    private static void Extend(ReadOnlySpan<double> sample, double[] row)
    {
        row[^1] = 1;
        sample.CopyTo(row);
    }
}
