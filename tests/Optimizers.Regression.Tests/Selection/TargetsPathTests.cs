namespace Optimizers.Regression.Tests;

/// <summary>Paths and cross-validation of several targets and of classes.</summary>
public sealed class TargetsPathTests
{
    private const int N = 60;
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(N, 4, (i, j) => Math.Sin((i * (j + 1.3)) + j) + (0.2 * j));
    private static readonly Matrix<double> Y = Matrix<double>.Build.Dense(N, 2, (i, t) => (t + 1) * (X[i, t] - (0.3 * X[i, 3]) + (0.5 * Math.Sin(i * i))));
    private static readonly Matrix<double> Labels = Matrix<double>.Build.Dense(N, 3, (i, t) => t == (int)(1.5 * (1 + Math.Sin((i * i) + X[i, 0]))) ? 1 : 0);

    [Fact]
    public void Fit_SeveralTargets_AreTheFitsOfEachLambda()
    {
        var path = new RegularizationPath { Regression = new() { Loss = Losses.HalfMeanSquaredError }, Penalty = λ => new L1Penalty(λ), Count = 8 };

        TargetsPathResult models = path.Fit(X, Y);

        models.Models.Should().HaveCount(8);
        models.Models[0].Coefficients.Enumerate().Should().OnlyContain(value => value == 0);
        (path.Regression with { Penalty = new L1Penalty(0.99 * models.Lambdas[0]) }).Fit(X, Y).Coefficients.Enumerate().Should().Contain(value => value != 0);
        MultiTargetLinearModel alone = (path.Regression with { Penalty = new L1Penalty(models.Lambdas[5]) }).Fit(X, Y);
        GoldenFile.Deviation([.. models.Models[5].Parameters], [.. alone.Parameters], 0, 1e-10).Should().BeLessThanOrEqualTo(1);
        models.Coefficients(1)[5].Should().Equal(models.Models[5].Coefficients.Column(1));
        models.ToString().Should().StartWith("8 models of 2 targets, λ from").And.EndWith("of 8 coefficients not 0");
        models.Invoking(result => result.Coefficients(2)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Fit_OneColumn_IsThePathOfOneTarget()
    {
        var path = new RegularizationPath { Regression = new() { Loss = Losses.LogCosh }, Penalty = λ => new ElasticNetPenalty(λ / 2, λ / 2), Count = 5 };

        TargetsPathResult several = path.Fit(X, Y.SubMatrix(0, N, 0, 1));

        PathResult one = path.Fit(X, Y.Column(0));
        several.Lambdas.Should().Equal(one.Lambdas);
        several.Models[4].Parameters.Should().Equal(one.Models[4].Parameters);
    }

    [Fact]
    public void Fit_Classes_BeginsAtTheirShares()
    {
        var path = new RegularizationPath { Regression = new() { Loss = Losses.Softmax(3) }, Penalty = λ => new L1Penalty(λ), Count = 6 };

        TargetsPathResult models = path.FitTargets(TrainingData.From(X, Labels, targetNames: ["a", "b", "c"]));

        models.TargetNames.Should().Equal("a", "b", "c");
        models.Models[0].Coefficients.Enumerate().Should().OnlyContain(value => value == 0);
        GoldenFile.Deviation([.. models.Models[0].Predict(X).Row(0)], [.. Labels.ColumnSums() / N], 0, 1e-8).Should().BeLessThanOrEqualTo(1);
        models.Models[^1].Training.Converged.Should().BeTrue();
        models.Models[^1].Summary(0).LogLikelihood.Should().BeGreaterThan(models.Models[0].Summary(0).LogLikelihood);
    }

    [Fact]
    public void Select_SeveralTargets_ChoosesAmongTheScores()
    {
        var path = new RegularizationPath { Regression = new() { Loss = Losses.HalfMeanSquaredError }, Penalty = λ => new L1Penalty(λ), Count = 6 };
        var settings = new CrossValidation { Folds = 4, Seed = 3 };

        TargetsPenaltySelection selection = settings.Select(path, X, Y);

        CrossValidationScore score = settings.Score(path.Regression with { Penalty = new L1Penalty(selection.BestLambda) }, X, Y);
        selection.MeanLosses.Min().Should().BeApproximately(score.MeanLoss, 1e-9);
        selection.LargestLambdaWithinOneStandardError.Should().BeGreaterThanOrEqualTo(selection.BestLambda);
        selection.Model.Summary(1).SampleCount.Should().Be(N);
        selection.StandardErrors.Should().HaveCount(6);
        selection.ToString().Should().StartWith("λ = ");
    }

    [Fact]
    public void Select_Classes_ChoosesAmongTheScores()
    {
        var path = new RegularizationPath { Regression = new() { Loss = Losses.Softmax(3) }, Penalty = λ => new RidgePenalty(λ), Lambdas = [1, 0.1, 0.01] };

        TargetsPenaltySelection selection = new CrossValidation { Folds = 4 }.SelectTargets(path, TrainingData.From(X, Labels));

        selection.Lambdas.Should().Equal(1, 0.1, 0.01);
        selection.Scores[0].FoldReasons.Should().AllBeEquivalentTo(StopReason.GradientTolerance);
        selection.Model.PredictClass(X).Should().HaveCount(N);
    }
}
