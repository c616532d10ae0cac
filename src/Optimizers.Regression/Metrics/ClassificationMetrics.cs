using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>How good predictions of classes are.</summary>
/// <remarks>
/// Two classes have the labels 0 and 1, as numbers of a vector; several have whole numbers. All take n weights if wanted: numbers that are at least 0, of which
/// one is above 0. A weight of 2 is as the sample given twice. Each agrees with its namesake in sklearn.metrics but where it says otherwise.
/// </remarks>
/// <example><code>double area = ClassificationMetrics.AreaUnderCurve(labels, probabilities);</code></example>
public static class ClassificationMetrics
{
    // a row of probabilities in single precision is off 1 by less
    private const double RowTolerance = 1e-6;

    /// <summary>The mean of −log p, p the probability that was given to the class that was true, of two classes.</summary>
    /// <param name="labels">The true classes, n, each 0 or 1.</param>
    /// <param name="probabilities">The probabilities of class 1, n, between 0 and 1.</param>
    /// <param name="weights">w, n, or null.</param>
    /// <returns>At least 0, log 2 where every probability is ½; +∞ where the truth was given the probability 0 (scikit-learn gives 36 for it).</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or an entry is not as it must be.</exception>
    public static double LogLoss(Vector<double> labels, Vector<double> probabilities, Vector<double>? weights = null)
    {
        SamplePairs pairs = TwoClasses(probabilities, labels, weights);
        SamplePairs.Check(pairs.Predicted, probability => probability is >= 0 and <= 1, "between 0 and 1", nameof(probabilities));
        return pairs.Mean((probability, label) => -Math.Log(label == 1 ? probability : 1 - probability));
    }

    /// <summary>The mean of −log p, p the probability that was given to the class that was true, of k classes.</summary>
    /// <param name="labels">The true classes, n, each from 0 to k − 1.</param>
    /// <param name="probabilities">The probabilities of the classes, n × k, each row between 0 and 1 with the sum 1.</param>
    /// <param name="weights">w, n, or null.</param>
    /// <returns>At least 0, log k where all probabilities are alike; +∞ where the truth was given the probability 0 (scikit-learn gives 36 for it).</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or an entry is not as it must be, or a row is off the sum 1 by more than
    /// 1e-6.</exception>
    public static double LogLoss(IReadOnlyList<int> labels, Matrix<double> probabilities, Vector<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        CheckCount(labels.Count, probabilities.RowCount, nameof(labels));
        CheckClasses(labels, probabilities.ColumnCount, nameof(labels));
        for (int row = 0; row < probabilities.RowCount; row++)
        {
            double sum = 0;
            for (int column = 0; column < probabilities.ColumnCount; column++)
            {
                double probability = probabilities[row, column];
                sum += probability is >= 0 and <= 1
                    ? probability
                    : throw new ArgumentException(Invariant($"Row {row}, column {column} of probabilities is {probability}; every entry must be between 0 ")
                        + "and 1 (counted from 0).", nameof(probabilities));
            }

            if (Math.Abs(sum - 1) > RowTolerance)
            {
                throw new ArgumentException(
                    Invariant($"Row {row} of probabilities has the sum {sum}; every row must have the sum 1 (counted from 0)."), nameof(probabilities));
            }
        }

        return SampleWeights.Of(weights, labels.Count).Mean(i => -Math.Log(probabilities[i, labels[i]]));
    }

    /// <summary>The part of the samples whose class was predicted.</summary>
    /// <param name="actual">The true classes, n.</param>
    /// <param name="predicted">The predicted classes, n.</param>
    /// <param name="weights">w, n, or null.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or a weight is below 0.</exception>
    public static double Accuracy(IReadOnlyList<int> actual, IReadOnlyList<int> predicted, Vector<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(actual);
        CheckCount(actual.Count, predicted.Count, nameof(actual));
        return SampleWeights.Of(weights, actual.Count).Mean(i => predicted[i] == actual[i] ? 1 : 0);
    }

    /// <summary>How many samples of each class were predicted to be of each.</summary>
    /// <param name="actual">The true classes, n, each from 0 to k − 1.</param>
    /// <param name="predicted">The predicted classes, n, each from 0 to k − 1.</param>
    /// <param name="classes">k, at least 1.</param>
    /// <param name="weights">w, n, or null.</param>
    /// <returns>k × k: in row i and column j the number, or the weight, of the samples of class i that were predicted to be of class j.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or a class is not from 0 to k − 1, or a weight is below 0.</exception>
    public static Matrix<double> ConfusionMatrix(IReadOnlyList<int> actual, IReadOnlyList<int> predicted, int classes, Vector<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(actual);
        Require.AtLeast(1, classes, nameof(classes));
        CheckCount(actual.Count, predicted.Count, nameof(actual));
        CheckClasses(predicted, classes, nameof(predicted));
        CheckClasses(actual, classes, nameof(actual));
        var counted = SampleWeights.Of(weights, actual.Count);
        Matrix<double> matrix = Matrix<double>.Build.Dense(classes, classes);
        for (int i = 0; i < actual.Count; i++)
        {
            matrix[actual[i], predicted[i]] += counted[i];
        }

        return matrix;
    }

    /// <summary>
    /// The area under the receiver operating characteristic: the probability that a sample of class 1 has a higher score than one of class 0, equal scores
    /// counted as a half.
    /// </summary>
    /// <param name="labels">The true classes, n, each 0 or 1.</param>
    /// <param name="scores">The scores, n: probabilities of class 1 or anything that grows with them.</param>
    /// <param name="weights">w, n, or null.</param>
    /// <returns>1 where the scores part the classes, ½ for scores that know nothing, 0 where they part them the wrong way round.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, an entry is not as it must be, or there are no samples of one of the
    /// classes.</exception>
    public static double AreaUnderCurve(Vector<double> labels, Vector<double> scores, Vector<double>? weights = null)
    {
        SamplePairs pairs = TwoClasses(scores, labels, weights);
        double below = 0, wins = 0, ones = 0;
        foreach (IGrouping<double, int> tied in Enumerable.Range(0, scores.Count).GroupBy(i => pairs.Predicted[i]).OrderBy(group => group.Key))
        {
            double zerosHere = tied.Sum(i => pairs.Actual[i] == 0 ? pairs.Weights[i] : 0),
                onesHere = tied.Sum(i => pairs.Actual[i] == 1 ? pairs.Weights[i] : 0);
            wins += onesHere * (below + (zerosHere / 2));
            below += zerosHere;
            ones += onesHere;
        }

        return below > 0 && ones > 0
            ? wins / (below * ones)
            : throw new ArgumentException(
                Invariant($"Every sample that counts has the label {(ones > 0 ? 1 : 0)}; the area needs samples of both classes."), nameof(labels));
    }

    private static SamplePairs TwoClasses(
        Vector<double> scores, Vector<double> labels, Vector<double>? weights, [CallerArgumentExpression(nameof(scores))] string name = "")
    {
        var pairs = SamplePairs.Of(scores, labels, weights, name);
        SamplePairs.Check(pairs.Actual, label => label is 0 or 1, "0 or 1", nameof(labels));
        return pairs;
    }

    private static void CheckCount(int labels, int predictions, string name)
    {
        Require.SameCount(labels, predictions, "labels", "predictions", name);
        if (labels == 0)
        {
            throw new ArgumentException($"{name} is empty.", name);
        }
    }

    private static void CheckClasses(IReadOnlyList<int> labels, int classes, string name)
    {
        foreach ((int row, int label) in labels.Index())
        {
            if (label < 0 || label >= classes)
            {
                throw new ArgumentException(
                    Invariant($"Row {row} of {name} is {label}; with {classes} classes every label must be from 0 to {classes - 1} (counted from 0)."), name);
            }
        }
    }
}
