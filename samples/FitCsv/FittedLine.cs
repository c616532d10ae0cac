using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Regression;

/// <summary>A model of one target: a number, or the probability of the second of two classes.</summary>
internal sealed class FittedLine(LinearModel model, string target) : FittedModel
{
    public LinearModel Model { get; } = model;

    public override OptimizationResult Training => Model.Training;

    public override IReadOnlyList<double> LossHistory => Model.LossHistory;

    public override IReadOnlyList<string> FeatureNames => Model.FeatureNames;

    public override IReadOnlyList<(string Name, double Intercept, Vector<double> Coefficients)> Columns
    {
        get
        {
            string name = Model.Loss.Link switch { Link.Log => $"log {target}", Link.Logit => $"log-odds of {target}", _ => target };
            return [($"coefficient ({name} per unit)", Model.Intercept, Model.Coefficients)];
        }
    }

    public override (string Measure, string Value) Quality(Samples rows)
    {
        Vector<double> predicted = Model.Predict(rows.X), actual = rows.Y;
        return Model.Loss switch
        {
            PoissonLoss => ("mean deviance", Report.Number(RegressionMetrics.MeanPoissonDeviance(actual, predicted))),
            GammaLoss => ("mean deviance", Report.Number(RegressionMetrics.MeanGammaDeviance(actual, predicted))),
            TweedieLoss tweedie => ("mean deviance", Report.Number(RegressionMetrics.MeanTweedieDeviance(actual, predicted, tweedie.Power))),
            LogisticLoss => ("accuracy",
                $"{Report.Number(ClassificationMetrics.Accuracy([.. actual.Select(label => (int)label)], Model.PredictClass(rows.X)))}, log-loss "
                + $"{Report.Number(ClassificationMetrics.LogLoss(actual, predicted))}"),
            HuberLoss or AbsoluteLoss or QuantileLoss => ("loss",
                $"{Report.Number(Model.Loss.Evaluate(predicted.ToArray(), actual.ToArray(), new double[actual.Count]))}, mean absolute error "
                + $"{Report.Number(RegressionMetrics.MeanAbsoluteError(actual, predicted))}"),
            _ => ("R²", Report.Number(RegressionMetrics.RSquared(actual, predicted))),
        };
    }

    public override IReadOnlyList<string> Predict(TableSource source)
        => [.. Model.Predict(source).Select(value => value.ToString(CultureInfo.InvariantCulture))];

    public override void Save(string path) => Model.Save(path);
}
