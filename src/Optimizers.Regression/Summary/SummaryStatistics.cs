using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Sums over the samples at a fit, and what follows from them.</summary>
internal sealed class SummaryStatistics
{
    private readonly FitData _data;
    private readonly double[] _parameters;
    private readonly Matrix<double> _covariance;
    private double _pearson;
    private double _logWeights;

    /// <summary>Goes through the samples twice.</summary>
    /// <param name="data">The samples, their features standardized; one target.</param>
    /// <param name="parameters">The parameters of the standardized features.</param>
    public SummaryStatistics(FitData data, double[] parameters)
    {
        (_data, _parameters) = (data, parameters);
        (LinearRegression settings, Samples) = (data.Settings, data.Moments.WeightedRows);
        HasIntercept = settings.FitIntercept;
        IsLeastSquares = settings.Loss is SquaredLoss;
        IsPulled = settings is { Penalty: not null } or { Bounds: not null };
        TotalSquares = Math.Pow(data.Moments.TargetDeviation(HasIntercept), 2) * data.Moments.Weight;
        var likelihood = settings.Loss as ILikelihood;
        Func<double, double, double> curvature = LossCurvature.Of(settings.Loss, Residuals);
        int p = parameters.Length;
        double[] bread = new double[p * p], meat = new double[p * p], row = new double[p];
        ForEach((sample, weight, prediction, target, mean) =>
        {
            Extend(sample, row);
            double e = target - mean;
            ResidualSquares += weight * e * e;
            _logWeights += Math.Log(weight);
            if (likelihood is not null)
            {
                Deviance += weight * likelihood.Deviance(mean, target);
                _pearson += weight * e * e / likelihood.Variance(mean);
            }

            DesignSums.AddOuter(weight * curvature(prediction, target), row, bread);
            if (!IsLeastSquares && likelihood is null)
            {
                DesignSums.AddOuter(Math.Pow(weight * LossCurvature.Slope(settings.Loss, prediction, target), 2), row, meat);
            }
        });

        var design = InformationInverse.Of(DesignSums.Of(data, parameters, _ => 1).Gram);
        InformationInverse? refined = design.IsRough ? InformationInverse.Of(Triangle((_, _) => 1)) : null;
        InformationInverse information = (refined is null ? null : IsLeastSquares ? refined : InformationInverse.Of(Triangle(curvature))) ?? InformationInverse.Of(DesignSums.Full(bread, p));
        (Rank, Undetermined, ConditionNumber) = (information.Rank, information.Undetermined, (refined ?? design).DesignCondition);
        int degrees = Samples - Rank;
        double perDegree = degrees > 0 ? 1.0 / degrees : double.NaN;
        Scale = IsLeastSquares ? ResidualSquares * perDegree : likelihood is null ? double.NaN : likelihood.HasDispersion ? _pearson * perDegree : 1;
        Deviance = IsLeastSquares ? ResidualSquares : likelihood is null ? double.NaN : Deviance;
        LogLikelihood = IsLeastSquares ? (-Samples / 2.0 * (Math.Log(2 * Math.PI * ResidualSquares / Samples) + 1)) + (_logWeights / 2) : likelihood is null ? double.NaN : LogLikelihoodOf(likelihood);
        _covariance = IsPulled ? Matrix<double>.Build.Dense(p, p, double.NaN)
            : IsLeastSquares || likelihood is not null ? information.Inverse * Scale
            : information.Inverse * DesignSums.Full(meat, p) * information.Inverse * (Samples * perDegree);
    }

    public bool IsLeastSquares { get; }

    /// <summary>Whether a penalty or bounds moved the estimates.</summary>
    public bool IsPulled { get; }

    public bool HasIntercept { get; }

    public int Samples { get; }

    public int Rank { get; }

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
            double prediction = Blas.Dot(row, parameters), variance = Vector<double>.Build.DenseOfArray(row) * _covariance * Vector<double>.Build.DenseOfArray(row);
            double half = errors * Math.Sqrt(variance), wide = errors * Math.Sqrt(variance + Scale);
            (mean[i], low[i], high[i]) = (Mean(prediction), Mean(prediction - half), Mean(prediction + half));
            (lowest[i], highest[i]) = (prediction - wide, prediction + wide);
        }

        return new PredictionIntervals(mean, low, high, IsLeastSquares ? lowest : null, IsLeastSquares ? highest : null);
    }

    /// <summary>The standard errors of the parameters of the user's features.</summary>
    public double[] StandardErrors()
    {
        // not roots of the covariance in the user's units, which overflows where these do not
        int p = _covariance.RowCount, d = _data.Features;
        double[] errors = new double[p];
        for (int j = 0; j < d; j++)
        {
            errors[j] = Math.Sqrt(_covariance[j, j]) / _data.Standardization.Scales[j];
        }

        if (HasIntercept)
        {
            var map = Vector<double>.Build.Dense(p, j => j < d ? -_data.Standardization.Means[j] / _data.Standardization.Scales[j] : 1);
            errors[d] = Math.Sqrt(map * _covariance * map);
        }

        foreach (int j in Undetermined)
        {
            errors[j] = double.PositiveInfinity;
        }

        return errors;
    }

    /// <summary>The design of the samples, weighted by the curvature of the loss at predictions and targets.</summary>
    private DesignTriangle Triangle(Func<double, double, double> curvature) => DesignTriangle.Of(
        _data,
        weight: (block, i) => (block.Weights?[i] ?? 1) * curvature(Predict(block, i), block.Targets[i]));

    private double Predict(RowData block, int i)
        => Blas.Dot(block.Row(i), _parameters.AsSpan(0, _data.Features)) + (HasIntercept ? _parameters[_data.Features] : 0) + (block.Offsets?[i] ?? 0);

    private List<double> Residuals()
    {
        List<double> residuals = [];
        ForEach((_, _, _, target, mean) => residuals.Add(target - mean));
        return residuals;
    }

    private double LogLikelihoodOf(ILikelihood likelihood)
    {
        double sum = 0;
        ForEach((_, weight, _, target, mean) => sum += weight * likelihood.LogLikelihood(mean, target, Scale));
        return sum;
    }

    private delegate void Visit(ReadOnlySpan<double> sample, double weight, double prediction, double target, double mean);

    private void ForEach(Visit visit)
    {
        foreach (RowData block in _data.Samples.Blocks())
        {
            for (int i = 0; i < block.Rows; i++)
            {
                double weight = block.Weights?[i] ?? 1;
                if (weight == 0)
                {
                    continue;
                }

                double prediction = Predict(block, i);
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
