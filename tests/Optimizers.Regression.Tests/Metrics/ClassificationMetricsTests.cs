using CsCheck;

namespace Optimizers.Regression.Tests;

public sealed class ClassificationMetricsTests
{
    // examples of scikit-learn's documentation
    private static readonly Vector<double> Scores = Vector<double>.Build.Dense([0.1, 0.4, 0.35, 0.8]);
    private static readonly Vector<double> Labels = Vector<double>.Build.Dense([0, 0, 1.0, 1]);
    private static readonly Matrix<double> Rows = Matrix<double>.Build.DenseOfRowArrays([[0.1, 0.9], [0.9, 0.1], [0.8, 0.2], [0.35, 0.65]]);

    // few scores, so that many are equal
    private static readonly Gen<(int Score, int Label, int Weight)[]> Samples =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1], Gen.Int[0, 3]).Array[2, 30].Where(
            samples => samples.Where(sample => sample.Item3 > 0).Select(sample => sample.Item2).Distinct().Count() == 2);

    [Fact]
    public void LogLoss_SmallExample_IsTheFormula()
    {
        double expected = -Math.Log(0.9 * 0.9 * 0.8 * 0.65) / 4;

        ClassificationMetrics.LogLoss([1, 0, 0, 1], Rows).Should().BeApproximately(expected, 1e-15);
        ClassificationMetrics.LogLoss(Vector([1, 0, 0, 1]), Rows.Column(1)).Should().BeApproximately(expected, 1e-15);
        ClassificationMetrics.LogLoss([2, 0, 1, 0], Matrix<double>.Build.Dense(4, 3, 1.0 / 3)).Should().BeApproximately(Math.Log(3), 1e-15);
    }

    [Fact]
    public void LogLoss_TruthWithProbabilityZero_IsInfiniteUnlessItDoesNotCount()
    {
        ClassificationMetrics.LogLoss(Vector([1, 1]), Vector([0, 0.5])).Should().Be(double.PositiveInfinity);
        ClassificationMetrics.LogLoss(Vector([0, 1]), Vector([1, 0.5])).Should().Be(double.PositiveInfinity);
        ClassificationMetrics.LogLoss(Vector([1, 1]), Vector([0, 0.5]), Vector([0, 2])).Should().BeApproximately(Math.Log(2), 1e-16);
        ClassificationMetrics.LogLoss(Vector([1, 0]), Vector([1, 0])).Should().Be(0);
        ClassificationMetrics.LogLoss([1, 0], Matrix<double>.Build.DenseIdentity(2), Vector([0, 1])).Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void LogLoss_BadArguments_SayWhat()
    {
        Refused(
            () => ClassificationMetrics.LogLoss(Vector([0, 1]), Vector([0.5, 1.5])),
            "Row 1 of probabilities is 1.5; every entry must be between 0 and 1 (counted from 0).*",
            "probabilities");
        Refused(
            () => ClassificationMetrics.LogLoss(Vector([0, 1]), Vector([0.5, double.NaN])),
            "Row 1 of probabilities is NaN; every entry must be finite (counted from 0).*",
            "probabilities");
        Refused(
            () => ClassificationMetrics.LogLoss(Vector([0, 2]), Vector([0.5, 0.5])),
            "Row 1 of labels is 2; every entry must be 0 or 1 (counted from 0).*",
            "labels");
        Refused(() => ClassificationMetrics.LogLoss(Vector([0]), Vector([0.5, 0.5])), "There are 1 targets for 2 predictions.*", "labels");
        Refused(() => ClassificationMetrics.LogLoss([0, 1], Rows), "There are 2 labels for 4 predictions.*", "labels");
        Refused(
            () => ClassificationMetrics.LogLoss([0, 1, 2, 0], Rows),
            "Row 2 of labels is 2; with 2 classes every label must be from 0 to 1 (counted from 0).*",
            "labels");
        Refused(
            () => ClassificationMetrics.LogLoss([0, 1, 1, 0], Rows * 2),
            "Row 0, column 1 of probabilities is 1.8; every entry must be between 0 and 1 (counted from 0).*",
            "probabilities");
        Refused(
            () => ClassificationMetrics.LogLoss([0, 1, 1, 0], Rows / 2),
            "Row 0 of probabilities has the sum 0.5; every row must have the sum 1 (counted from 0).*",
            "probabilities");
        Refused(() => ClassificationMetrics.LogLoss(null!, Rows), "*", "labels");
        Refused(() => ClassificationMetrics.LogLoss([1], (Matrix<double>)null!), "*", "probabilities");
    }

    [Fact]
    public void Accuracy_IsTheWeightOfTheDiagonalOfTheConfusionMatrix()
        => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Double[0.1, 2]).Array[1, 20].Sample(samples =>
        {
            int[] predicted = [.. samples.Select(sample => sample.Item1)], actual = [.. samples.Select(sample => sample.Item2)];
            Vector<double> weights = Vector(samples.Select(sample => sample.Item3));
            Matrix<double> confusion = ClassificationMetrics.ConfusionMatrix(actual, predicted, 4, weights);

            ClassificationMetrics.Accuracy(actual, predicted, weights).Should().BeApproximately(confusion.Trace() / confusion.RowSums().Sum(), 1e-14);
        });

    [Fact]
    public void ConfusionMatrix_HasTheTruthInItsRows()
    {
        ClassificationMetrics.ConfusionMatrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2], 3)
            .Should().Be(Matrix<double>.Build.DenseOfRowArrays([[2, 0, 0], [0, 0, 1], [1, 0, 2]]), "scikit-learn's documentation says so");
        ClassificationMetrics.Accuracy([0, 1, 2, 3], [0, 2, 1, 3]).Should().Be(0.5);
    }

    [Fact]
    public void AccuracyAndConfusionMatrix_BadArguments_SayWhat()
    {
        Refused(() => ClassificationMetrics.Accuracy([0], [0, 1]), "There are 1 labels for 2 predictions.*", "actual");
        Refused(() => ClassificationMetrics.Accuracy([], []), "actual is empty.*", "actual");
        Refused(() => ClassificationMetrics.Accuracy([0, 1], [0, 1], Vector([1])), "There are 1 weights for 2 samples.*", "weights");
        Refused(
            () => ClassificationMetrics.ConfusionMatrix([0, 1], [0, 3], 3),
            "Row 1 of predicted is 3; with 3 classes every label must be from 0 to 2 (counted from 0).*",
            "predicted");
        Refused(() => ClassificationMetrics.ConfusionMatrix([-1, 1], [0, 1], 3), "Row 0 of actual is -1; with 3 classes *", "actual");
        Refused(() => ClassificationMetrics.ConfusionMatrix([0, 1], [0, 1], 0), "classes must be at least 1; it is 0.*", "classes");
    }

    [Fact]
    public void AreaUnderCurve_SmallExamples_AreAsDocumented()
    {
        ClassificationMetrics.AreaUnderCurve(Labels, Scores).Should().Be(0.75);
        ClassificationMetrics.AreaUnderCurve(Labels, Labels).Should().Be(1);
        ClassificationMetrics.AreaUnderCurve(Labels, -Labels).Should().Be(0);
        ClassificationMetrics.AreaUnderCurve(Labels, Vector([7, 7, 7, 7])).Should().Be(0.5);
    }

    [Fact]
    public void AreaUnderCurve_AnySamples_IsThePartOfPairsInOrder() => Samples.Sample(samples =>
    {
        double inOrder = 0, pairs = 0;
        foreach ((int score, _, int weight) in samples.Where(sample => sample.Label == 1))
        {
            foreach ((int other, _, int otherWeight) in samples.Where(sample => sample.Label == 0))
            {
                pairs += weight * otherWeight;
                inOrder += weight * otherWeight * (score > other ? 1 : score == other ? 0.5 : 0);
            }
        }

        Area(samples, score => score).Should().BeApproximately(inOrder / pairs, 1e-15);
    });

    [Fact]
    public void AreaUnderCurve_GrowingAndFallingScores_DependsOnTheOrderAlone() => Samples.Sample(samples =>
    {
        double area = Area(samples, score => score);

        Area(samples, score => Math.Exp(score) - 3).Should().Be(area);
        Area(samples, score => -score).Should().BeApproximately(1 - area, 1e-15);
        Area([.. samples.Select(sample => (sample.Score, 1 - sample.Label, sample.Weight))], score => score).Should().BeApproximately(1 - area, 1e-15);
    });

    [Fact]
    public void AreaUnderCurve_BadArguments_SayWhat()
    {
        Refused(
            () => ClassificationMetrics.AreaUnderCurve(Vector([1, 1, 1, 1]), Scores),
            "Every sample that counts has the label 1; the area needs samples of both classes.*",
            "labels");
        Refused(
            () => ClassificationMetrics.AreaUnderCurve(Labels, Scores, Vector([1, 1, 0, 0])),
            "Every sample that counts has the label 0; the area needs samples of both classes.*",
            "labels");
        Refused(
            () => ClassificationMetrics.AreaUnderCurve(Labels * 2, Scores), "Row 2 of labels is 2; every entry must be 0 or 1 (counted from 0).*", "labels");
        Refused(
            () => ClassificationMetrics.AreaUnderCurve(Labels, Scores / 0), "Row 0 of scores is *; every entry must be finite (counted from 0).*", "scores");
        Refused(() => ClassificationMetrics.AreaUnderCurve(Labels, Scores.SubVector(0, 3)), "There are 4 targets for 3 predictions.*", "labels");
    }

    private static double Area((int Score, int Label, int Weight)[] samples, Func<double, double> transform)
        => ClassificationMetrics.AreaUnderCurve(
            Vector(samples.Select(sample => (double)sample.Label)),
            Vector(samples.Select(sample => transform(sample.Score))),
            Vector(samples.Select(sample => (double)sample.Weight)));

    private static Vector<double> Vector(IEnumerable<double> values) => Vector<double>.Build.DenseOfEnumerable(values);
}
