using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Regression;

/// <summary>A fitted model, of one target or of classes.</summary>
internal abstract class FittedModel
{
    public abstract OptimizationResult Training { get; }

    public abstract IReadOnlyList<double> LossHistory { get; }

    public abstract IReadOnlyList<string> FeatureNames { get; }

    /// <summary>What is added up, a column for each target: its name, intercept and coefficients.</summary>
    public abstract IReadOnlyList<(string Name, double Intercept, Vector<double> Coefficients)> Columns { get; }

    /// <summary>How good the model is on some rows: a measure and its value.</summary>
    public abstract (string Measure, string Value) Quality(Samples rows);

    /// <summary>A prediction for each row of a table, as text: a mean, a probability or a class.</summary>
    public abstract IReadOnlyList<string> Predict(TableSource source);

    public abstract void Save(string path);
}
