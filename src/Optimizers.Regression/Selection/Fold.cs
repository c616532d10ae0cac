using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Samples to fit, and those held out from them.</summary>
internal sealed record Fold(TrainingData Training, RowData HeldOut)
{
    /// <summary>The mean loss of the samples held out, or its root, without a penalty.</summary>
    /// <exception cref="ArgumentException">None of them counts.</exception>
    public double Loss(LinearRegression regression, Vector<double> parameters)
    {
        double weight = HeldOut.Weights?.Sum() ?? HeldOut.Rows;
        if (weight == 0)
        {
            throw new ArgumentException($"All weights of the {HeldOut.Rows} samples held out in a fold are 0; use fewer folds, or leave those samples out.", nameof(regression.Weights));
        }

        double[] point = parameters.ToArray();
        double value = new LinearObjective(HeldOut, regression.Loss, regression.FitIntercept).Evaluate(point, new double[point.Length]);
        double terms = weight * HeldOut.TargetCount / regression.Loss.Outputs;
        return regression.Loss.Reduction switch
        {
            LossReduction.Sum => value / terms,
            LossReduction.RootOfSum => value / Math.Sqrt(terms),
            _ => value,
        };
    }
}
