namespace Optimizers.Regression.Tests;

public sealed class ClassificationTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(40, 2, (i, j) => Math.Sin((i * (j + 1.7)) + j));
    private static readonly Vector<double> Noisy = Vector<double>.Build.Dense(40, i => (X[i, 0] + (0.8 * Math.Sin(11 * i)) > 0) ? 1 : 0);

    [Fact]
    public void Fit_SeparatedClasses_SaysSoWithFiniteCoefficients()
    {
        Vector<double> labels = X.Column(0).Map(x => x > 0.1 ? 1.0 : 0);
        foreach (IOptimizer? optimizer in new IOptimizer?[] { null, new Bfgs() })
        {
            LinearModel model = new LinearRegression { Loss = Losses.Logistic, Optimizer = optimizer }.Fit(X, labels);

            model.Training.Reason.Should().Be(StopReason.Separated, $"{optimizer}");
            model.Training.Converged.Should().BeFalse();
            model.Coefficients.Should().OnlyContain(w => double.IsFinite(w));
            model.PredictClass(X).Should().Equal(labels.Select(label => (int)label));
            model.Training.Explain().Should().Contain("perfectly separated").And.Contain("RidgePenalty");
        }

        new LinearRegression { Loss = Losses.Logistic, Penalty = new RidgePenalty(0.01) }.Fit(X, labels).Training.Converged.Should().BeTrue();
        MultiTargetLinearModel softmax = new LinearRegression { Loss = Losses.Softmax(2) }.Fit(
            X, Matrix<double>.Build.Dense(40, 2, (i, k) => labels[i] == k ? 1 : 0));
        softmax.Training.Reason.Should().Be(StopReason.Separated);
    }

    [Fact]
    public void Fit_ClassesSeparatedButForSomeOnThePlane_SaysSo()
    {
        // the first feature is 1 for samples of label 1 alone; of the others it says nothing
        Matrix<double> quasi = Matrix<double>.Build.Dense(40, 2, (i, j) => j == 0 ? (i < 10 ? 1 : 0) : Math.Sin(i * 7));
        Vector<double> labels = Vector<double>.Build.Dense(40, i => i < 10 ? 1 : i * i % 3 == 0 ? 1 : 0);

        LinearModel model = new LinearRegression { Loss = Losses.Logistic }.Fit(quasi, labels);

        model.Training.Reason.Should().Be(StopReason.Separated);
        model.Coefficients.Should().OnlyContain(w => double.IsFinite(w));
        new LinearRegression { Loss = Losses.Logistic, Penalty = new RidgePenalty(0.01) }.Fit(quasi, labels).Training.Converged.Should().BeTrue();
    }

    [Fact]
    public void Fit_ClassWithoutASample_IsRefused()
        => Refused(
            () => new LinearRegression { Loss = Losses.Softmax(3) }
                .Fit(X, Matrix<double>.Build.Dense(40, 3, (i, k) => k == i % 2 ? 1 : 0)), "No sample is of class 2 (counted from 0)*", "y");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Fit_LabelsThatAreAllTheSame_SaysSoAlsoWithAPenaltyOfTheWeights(double label)
    {
        foreach (IPenalty penalty in new IPenalty[] { new RidgePenalty(0.1), new L1Penalty(0.1) })
        {
            LinearModel model = new LinearRegression { Loss = Losses.Logistic, Penalty = penalty }.Fit(X, Vector<double>.Build.Dense(40, label));

            model.Training.Reason.Should().Be(StopReason.Separated, $"{penalty}: the intercept grows without end");
            Math.Abs(model.Intercept).Should().BeLessThan(20);
        }
    }

    [Fact]
    public void Fit_CountsThatAreAllZero_AreRefusedWhereAnInterceptWouldFall()
    {
        Vector<double> first = Vector<double>.Build.Dense(40, i => i == 0 ? 5 : 0), others = Vector<double>.Build.Dense(40, i => i == 0 ? 0 : 1);
        var poisson = new LinearRegression { Loss = Losses.Poisson };

        Refused(() => poisson.Fit(TrainingData.From(X, first).WithWeights(others)), "All targets of a weight above 0 are 0: Poisson*", "y");
        Refused(() => poisson.Fit(X, Matrix<double>.Build.Dense(40, 2, (i, k) => k == 0 ? i : 0)), "All targets in column 1 are 0: Poisson*", "y");
        (poisson with { FitIntercept = false }).Fit(X, Vector<double>.Build.Dense(40)).Training.Converged
            .Should().BeTrue("features of both signs hold the coefficients");
    }

    [Fact]
    public void Predict_IsAProbability()
    {
        LinearModel model = new LinearRegression { Loss = Losses.Logistic }.Fit(X, Noisy);

        Vector<double> expected = ((X * model.Coefficients) + model.Intercept).Map(z => 1 / (1 + Math.Exp(-z)));
        GoldenFile.Deviation([.. model.Predict(X)], [.. expected], 1e-14, 0).Should().BeLessThanOrEqualTo(1);
        model.PredictClass(X, 0.9).Sum().Should().BeLessThan(model.PredictClass(X).Sum());
        model.ToString().Should().StartWith("logit(y) = ");
        model.Predict(X).Sum().Should().BeApproximately(Noisy.Sum(), 1e-8, "the intercept balances the mean");
        FluentActions.Invoking(() => new LinearRegression().Fit(X, Noisy).PredictClass(X))
            .Should().Throw<InvalidOperationException>().WithMessage("Only a model with a logit link*");
    }

    [Fact]
    public void Fit_SoftmaxOfTwoClasses_IsLogistic()
    {
        Matrix<double> both = Matrix<double>.Build.Dense(40, 2, (i, k) => Noisy[i] == k ? 1 : 0);
        MultiTargetLinearModel softmax = new LinearRegression { Loss = Losses.Softmax(2) }.Fit(X, both);
        LinearModel logistic = new LinearRegression { Loss = Losses.Logistic }.Fit(X, Noisy);

        GoldenFile.Deviation([.. softmax.Predict(X).Column(1)], [.. logistic.Predict(X)], 1e-7, 0).Should().BeLessThanOrEqualTo(1);
        softmax.Training.Converged.Should().BeTrue(softmax.Training.ToString());
        softmax.PredictClass(X).Should().Equal(logistic.PredictClass(X));
    }

    [Fact]
    public void Fit_ClassesOfText_HaveTheirNames()
    {
        string[] species = DataFile.Texts("iris.csv", "species");
        double[] petal = DataFile.Read("iris.csv", "petal_length", []).Y.ToArray();
        var data = TrainingData.Of(species.Zip(petal)).Target(flower => flower.First, "species").Feature(flower => flower.Second, "petal").Build();

        MultiTargetLinearModel model = new LinearRegression { Loss = Losses.Softmax(3), Penalty = new RidgePenalty(0.01) }.FitTargets(data);

        model.TargetNames.Should().Equal(data.Classes);
        model.Classes.Should().Equal("setosa", "versicolor", "virginica");
        model.FeatureNames.Should().Equal("petal");
        ClassificationMetrics.Accuracy(
            [.. species.Select(name => data.Classes.ToList().IndexOf(name))], model.PredictClass(Matrix<double>.Build.DenseOfColumnArrays(petal)))
            .Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Fit_TargetsThatAreNotTheLosss_AreRefusedByRow()
    {
        Vector<double> Wrong(double value) => Vector<double>.Build.Dense(40, i => i == 3 ? value : 1);
        Matrix<double> Y = Matrix<double>.Build.Dense(40, 3, (i, k) => i % 3 == k ? 1 : 0);

        Refused(
            () => new LinearRegression { Loss = Losses.Logistic }.Fit(X, Wrong(2)),
            "Row 3 of y is 2; the targets of Logistic = * are 0 or 1 (rows counted from 0).*",
            "y");
        Refused(() => new LinearRegression { Loss = Losses.Poisson }.Fit(X, Wrong(-1)), "Row 3 of y is -1; the targets of Poisson = * are at least 0*", "y");
        Refused(() => new LinearRegression { Loss = Losses.Gamma }.Fit(X, Wrong(0)), "Row 3 of y is 0; the targets of Gamma = * are above 0*", "y");
        Refused(
            () => new LinearRegression { Loss = Losses.Tweedie(1.5), Optimizer = new Lbfgs() }.Fit(X, Wrong(-0.5)),
            "Row 3 of y is -0.5; the targets of Tweedie*",
            "y");
        Refused(() => new LinearRegression { Loss = Losses.Softmax(3) }.Fit(X, Wrong(1)), "Softmax = * takes 3 targets; there are 1.*", "loss");
        Refused(() => new LinearRegression { Loss = Losses.Softmax(3) }.Fit(X, Y * 2), "Row 0 of y is 2, 0, 0; the targets of Softmax*", "y");
        Refused(
            () => new LinearRegression { Loss = Losses.Poisson }.Fit(X, Vector<double>.Build.Dense(40)), "All targets are 0: Poisson = * has no minimum*", "y");
        FluentActions.Invoking(() => Losses.Quantile(1))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Tau must be above 0 and below 1; it is 1*");
    }
}
