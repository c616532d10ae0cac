using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Regression;

/// <summary>A model of three classes or more.</summary>
internal sealed class FittedClasses(MultiTargetLinearModel model) : FittedModel
{
    public override OptimizationResult Training => model.Training;

    public override IReadOnlyList<double> LossHistory => model.LossHistory;

    public override IReadOnlyList<string> FeatureNames => model.FeatureNames;

    public override IReadOnlyList<(string Name, double Intercept, Vector<double> Coefficients)> Columns
        => [.. model.TargetNames.Select((name, j) => (name, model.Intercept[j], model.Coefficients.Column(j)))];

    public override (string Measure, string Value) Quality(Samples rows)
    {
        int[] actual = [.. rows.Y.Select(label => (int)label)];
        double accuracy = ClassificationMetrics.Accuracy(actual, model.PredictClass(rows.X));
        return ("accuracy", $"{Report.Number(accuracy)}, log-loss {Report.Number(ClassificationMetrics.LogLoss(actual, model.Predict(rows.X)))}");
    }

    public override IReadOnlyList<string> Predict(TableSource source)
        => [.. model.Predict(source).EnumerateRows().Select(row => model.TargetNames[row.MaximumIndex()])];

    public override void Save(string path) => model.Save(path);
}
