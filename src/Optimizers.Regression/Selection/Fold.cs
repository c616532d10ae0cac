using System.Globalization;

namespace Optimizers.Regression;

/// <summary>Samples to fit, and those held out from them; each are copied when they are first asked for.</summary>
/// <param name="data">All samples.</param>
/// <param name="heldOut">Those held out, ascending.</param>
/// <param name="number">Which fold it is, counted from 1.</param>
/// <param name="of">How many there are.</param>
internal sealed class Fold(TrainingData data, int[] heldOut, int number, int of)
{
    private readonly Lazy<TrainingData> _training = new(() => data.With(new OtherRows(data.Rows, heldOut).Copy));
    private readonly Lazy<DenseRows> _heldOut = new(() => data.Rows.Subset(heldOut));

    /// <summary>The samples to fit.</summary>
    public TrainingData Training => _training.Value;

    private DenseRows HeldOut => _heldOut.Value;

    /// <summary>Fits the training samples.</summary>
    /// <exception cref="ArgumentException">The fit refuses them; the message adds which fold they are of, and what there is of only in the samples held
    /// out.</exception>
    public T Fit<T>(Func<TrainingData, T> fit)
    {
        try
        {
            return fit(Training);
        }
        catch (ArgumentException refusal)
        {
            string parameter = $" (Parameter '{refusal.ParamName}')", message = refusal.Message;
            message = message.EndsWith(parameter, StringComparison.Ordinal) ? message[..^parameter.Length] : message;
            throw new ArgumentException(
                Invariant($"{message} This is of fold {number} of {of} (counted from 1), fitted to {Training.SampleCount} samples without its ")
                    + Invariant($"{HeldOut.Rows}.{string.Concat(Missing().Select(what => $" {what}"))}"),
                refusal.ParamName,
                refusal);
        }
    }

    /// <summary>The columns that do not vary and the classes that are not there without the samples held out, with how many of those it takes.</summary>
    private IEnumerable<string> Missing()
    {
        DenseRows rows = Training.Rows;
        for (int j = 0; j < rows.FeatureCount; j++)
        {
            int column = j;
            double value = rows.Row(0)[j];
            int others = Enumerable.Range(0, HeldOut.Rows).Count(i => HeldOut.Row(i)[column] != value);
            if (others > 0 && Enumerable.Range(0, rows.Rows).All(i => rows.Row(i)[column] == value))
            {
                yield return Invariant($"All {others} samples whose {Training.FeatureNames[j]} is not {value.ToString(CultureInfo.InvariantCulture)} are held ")
                    + "out; use other folds, set a Penalty, or leave it out.";
            }
        }

        for (int t = 0; t < rows.TargetCount; t++)
        {
            int target = t, held = Enumerable.Range(0, HeldOut.Rows).Count(i => HeldOut.Targets[(i * rows.TargetCount) + target] != 0);
            if (held > 0 && Enumerable.Range(0, rows.Rows).All(i => rows.Targets[(i * rows.TargetCount) + target] == 0))
            {
                yield return Invariant($"All {held} samples whose {Training.TargetNames[t]} is not 0 are held out; use other folds.");
            }
        }
    }

    /// <summary>The mean loss of the samples held out, or its root, without a penalty.</summary>
    /// <exception cref="ArgumentException">None of them counts.</exception>
    public double Loss(LinearRegression regression, double[] parameters)
    {
        double weight = HeldOut.Weights?.Sum() ?? HeldOut.Rows;
        if (weight == 0)
        {
            throw new ArgumentException(
                Invariant($"All weights of the {HeldOut.Rows} samples held out in a fold are 0, in fold {number} of {of} (counted from 1); ")
                + "use fewer folds, or leave those samples out.",
                "weights");
        }

        double value = new LinearObjective(HeldOut, regression.Loss, regression.FitIntercept).Evaluate(parameters, new double[parameters.Length]);
        double terms = weight * HeldOut.TargetCount / regression.Loss.Outputs;
        return regression.Loss.Reduction switch
        {
            LossReduction.Sum => value / terms,
            LossReduction.RootOfSum => value / Math.Sqrt(terms),
            _ => value,
        };
    }
}
