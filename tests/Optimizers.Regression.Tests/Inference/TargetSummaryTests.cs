namespace Optimizers.Regression.Tests;

/// <summary>Summaries of models of several targets and of classes.</summary>
public sealed class TargetSummaryTests
{
    private const int N = 120;
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(N, 2, (i, j) => (3 * Math.Sin((i * (j + 1.3)) + j)) + (2 * j) + 1);
    private static readonly Matrix<double> Labels = Matrix<double>.Build.Dense(N, 3, (i, t) => t == Class(i) ? 1 : 0);

    public static TheoryData<string, LinearRegression> Regressions => new()
    {
        { "least squares", new LinearRegression() },
        { "without an intercept", new LinearRegression { FitIntercept = false } },
        { "weighted", new LinearRegression() },
        { "Huber", new LinearRegression { Loss = Losses.Huber(0.4) } },
        { "median", new LinearRegression { Loss = Losses.MeanAbsoluteError } },
        { "Poisson", new LinearRegression { Loss = Losses.Poisson } },
        { "Gamma", new LinearRegression { Loss = Losses.Gamma } },
        { "by a named optimizer", new LinearRegression { Loss = Losses.Poisson, Optimizer = new Lbfgs(), Stopping = new() { GradientTolerance = 1e-12 } } },
        { "nearly dependent", new LinearRegression { Loss = Losses.LogCosh } },
    };

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Summary_OfATarget_IsThatOfItsFitAlone(string what, LinearRegression regression)
    {
        Matrix<double> features = what == "nearly dependent" ? X.InsertColumn(2, X.Column(0) + (1e-5 * X.Column(1).PointwisePower(2))) : X;
        Matrix<double> Y = Matrix<double>.Build.Dense(N, 3, (i, t) => Math.Exp((0.1 * (t + 1) * X[i, 0]) - (0.2 * X[i, 1]) + (0.3 * Math.Sin(i * i)) + t));

        MultiTargetLinearModel model = regression.FitTargets(Weighted(TrainingData.From(features, Y)));

        for (int t = 0; t < 3; t++)
        {
            RegressionSummary one = regression.Fit(Weighted(TrainingData.From(features, Y.Column(t)))).Summary(0.9), summary = model.Summary(t, 0.9);
            double tolerance = what == "nearly dependent" ? 1e-5 : 1e-7;
            Near(summary.Coefficients.Select(row => row.Estimate), one.Coefficients.Select(row => row.Estimate), tolerance, what);
            Near(summary.Coefficients.Select(row => row.StandardError), one.Coefficients.Select(row => row.StandardError), tolerance, what);
            Near(summary.Coefficients.Select(row => row.Low), one.Coefficients.Select(row => row.Low), tolerance, what);
            Near([summary.RSquared, summary.ResidualSumOfSquares], [one.RSquared, one.ResidualSumOfSquares], 1e-7, what);
            Near(double.IsNaN(one.LogLikelihood) ? [] : [summary.LogLikelihood], double.IsNaN(one.LogLikelihood) ? [] : [one.LogLikelihood], 1e-8, what);
            (summary.SampleCount, summary.ResidualDegreesOfFreedom, summary.Target).Should().Be((one.SampleCount, one.ResidualDegreesOfFreedom, $"y{t}"));
            Near(summary.Predict(features).MeanHigh, one.Predict(features).MeanHigh, tolerance, what);
        }

        TrainingData Weighted(TrainingData data) => what == "weighted" ? data.WithWeights([.. Enumerable.Range(0, N).Select(i => 1.0 + (i % 3))]) : data;
    }

    [Fact]
    public void Summary_OfOneTargetSeparated_LeavesTheOthersAsTheyAre()
    {
        Matrix<double> labels = Matrix<double>.Build.Dense(N, 2, (i, t) => t == 0 ? (X[i, 0] > 1 ? 1 : 0) : Labels[i, 1]);
        var regression = new LinearRegression { Loss = Losses.Logistic, Optimizer = new Lbfgs() };

        MultiTargetLinearModel model = regression.Fit(X, labels);

        model.Summary(0).Coefficients[0].StandardError.Should().Be(double.PositiveInfinity);
        CoefficientSummary own = model.Summary(1).Coefficients[0], alone = regression.Fit(X, labels.Column(1)).Summary().Coefficients[0];
        own.StandardError.Should().BeApproximately(alone.StandardError, 1e-3 * alone.StandardError);
    }

    [Fact]
    public void Summary_OfTwoClasses_IsHalfOfALogisticFit()
    {
        Matrix<double> labels = Matrix<double>.Build.Dense(N, 2, (i, t) => Labels[i, 0] == t ? 1 : 0);

        RegressionSummary softmax = new LinearRegression { Loss = Losses.Softmax(2) }.Fit(X, labels).Summary(1);

        RegressionSummary logistic = new LinearRegression { Loss = Losses.Logistic }.Fit(X, labels.Column(1)).Summary();
        Near(softmax.Coefficients.Select(row => 2 * row.Estimate), logistic.Coefficients.Select(row => row.Estimate), 1e-8, "estimates");
        Near(softmax.Coefficients.Select(row => 2 * row.StandardError), logistic.Coefficients.Select(row => row.StandardError), 1e-8, "errors");
        Near(softmax.Coefficients.Select(row => row.PValue), logistic.Coefficients.Select(row => row.PValue), 1e-7, "p");
        double[] facts = [
            softmax.LogLikelihood, softmax.Aic, softmax.Bic, softmax.PseudoRSquared, softmax.Deviance, softmax.ResidualDegreesOfFreedom,
            softmax.ModelDegreesOfFreedom, softmax.ConditionNumber];
        Near(facts, [
            logistic.LogLikelihood, logistic.Aic, logistic.Bic, logistic.PseudoRSquared, logistic.Deviance, logistic.ResidualDegreesOfFreedom,
            logistic.ModelDegreesOfFreedom, logistic.ConditionNumber], 1e-8, "facts");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Summary_OfThreeClasses_HasErrorsOfTheInformationMatrix(bool hasIntercept, bool isNamed)
    {
        var regression = new LinearRegression
        {
            Loss = Losses.Softmax(3),
            FitIntercept = hasIntercept,
            Optimizer = isNamed ? new Lbfgs() : null,
            Standardize = !isNamed,
            Start = isNamed ? Vector<double>.Build.Dense(9, i => 0.1 * i) : null,
            Stopping = new() { GradientTolerance = 1e-10 },
        };

        MultiTargetLinearModel model = regression.Fit(X, Labels);

        // of the classes but the first, against it; then against the mean of all
        Matrix<double> Z = hasIntercept ? X.InsertColumn(2, Vector<double>.Build.Dense(N, 1.0)) : X, P = model.Predict(X);
        int p = Z.ColumnCount;
        Matrix<double> information = Matrix<double>.Build.Dense(2 * p, 2 * p), contrasts = Matrix<double>.Build.Dense(3 * p, 2 * p);
        for (int s = 0; s < 3; s++)
        {
            for (int t = 1; t < 3; t++)
            {
                Matrix<double> unit = Matrix<double>.Build.DenseIdentity(p);
                contrasts.SetSubMatrix(s * p, p, (t - 1) * p, p, ((s == t ? 1 : 0) - (1.0 / 3)) * unit);
                if (s > 0)
                {
                    Vector<double> w = Vector<double>.Build.Dense(N, i => P[i, s] * ((s == t ? 1 : 0) - P[i, t]));
                    information.SetSubMatrix((s - 1) * p, p, (t - 1) * p, p, Z.Transpose() * Matrix<double>.Build.DiagonalOfDiagonalVector(w) * Z);
                }
            }
        }

        Matrix<double> covariance = contrasts * information.Inverse() * contrasts.Transpose();
        double likelihood = Enumerable.Range(0, N).Sum(i => Math.Log(P[i, Class(i)]));
        for (int t = 0; t < 3; t++)
        {
            RegressionSummary summary = model.Summary(t);
            Near(summary.Covariance.ToColumnMajorArray(), covariance.SubMatrix(t * p, p, t * p, p).ToColumnMajorArray(), 1e-6, "covariance");
            Near(
                summary.Coefficients.Take(2).Select(row => row.Estimate),
                (model.Coefficients.Column(t) - (model.Coefficients.RowSums() / 3)),
                1e-10,
                "estimates");
            Near([summary.LogLikelihood, summary.Aic], [likelihood, (4 * p) - (2 * likelihood)], 1e-9, "likelihood");
            (summary.ResidualDegreesOfFreedom, summary.ModelDegreesOfFreedom).Should().Be((N - (2 * p), 4));
            summary.Target.Should().Be($"y{t}");
            double.IsNaN(summary.RSquared).Should().BeTrue();
            summary.ToString().Should().StartWith($"y{t}: Softmax").And.Contain("pseudo-R²");
        }

        model.Invoking(m => m.Summary(0).Predict(X)).Should().Throw<InvalidOperationException>();
        model.Invoking(m => m.Summary(3)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("There is no target 3; there are 3*");
    }

    [Fact]
    public void Summary_OfClassesWithDependentColumns_NamesThem()
    {
        RegressionSummary summary = new LinearRegression { Loss = Losses.Softmax(3), Optimizer = new Lbfgs() }
            .Fit(X.InsertColumn(2, X.Column(0) * 2), Labels).Summary(0);

        RegressionSummary without = new LinearRegression { Loss = Losses.Softmax(3), Optimizer = new Lbfgs() }.Fit(X, Labels).Summary(0);
        summary.UndeterminedFeatures.Should().Equal("x0", "x2");
        summary.ResidualDegreesOfFreedom.Should().Be(without.ResidualDegreesOfFreedom);
        summary.Coefficients[1].StandardError.Should().BeApproximately(without.Coefficients[1].StandardError, 1e-4 * without.Coefficients[1].StandardError);
    }

    [Fact]
    public void Summary_OfPenalizedClasses_HasNoErrors()
    {
        RegressionSummary summary = new LinearRegression { Loss = Losses.Softmax(3), Penalty = new RidgePenalty(0.1) }.Fit(X, Labels).Summary(2);

        summary.Coefficients.Should().OnlyContain(row => double.IsNaN(row.StandardError));
        summary.LogLikelihood.Should().BeNegative();
        summary.ResidualDegreesOfFreedom.Should().Be(N - 6);
    }

    [Fact]
    public void Summary_OfManyClasses_SaysWhyThereIsNone()
    {
        const int Classes = 400;
        Matrix<double> labels = Matrix<double>.Build.Dense(2 * Classes, Classes, (i, t) => i % Classes == t ? 1 : 0);
        MultiTargetLinearModel model = new LinearRegression { Loss = Losses.Softmax(Classes), Penalty = new RidgePenalty(1) }
            .Fit(Matrix<double>.Build.Dense(2 * Classes, 2, (i, j) => Math.Sin(i + j)), labels);

        model.Invoking(m => m.Summary(0)).Should().Throw<InvalidOperationException>().WithMessage("The classes have 1200 parameters together*1024.");
    }

    // far from separated
    private static int Class(int i) => (int)((Math.Sin(i * i) + 1 + (0.15 * X[i, 0])) * 1.4) switch { <= 0 => 0, 1 => 1, _ => 2 };

    private static void Near(IEnumerable<double> actual, IEnumerable<double> expected, double relative, string what)
        => GoldenFile.Deviation([.. actual], [.. expected], 1e-12, relative).Should().BeLessThanOrEqualTo(1, what);
}
