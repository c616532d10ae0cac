namespace Optimizers.Regression.Tests;

public sealed class NewtonDescentTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(80, 3, (i, j) => Math.Sin((i * (j + 1.3)) + j) + (0.2 * Math.Sin(i)));
    private static readonly Vector<double> Line = (0.8 * X.Column(0)) - (0.5 * X.Column(1)) + (0.3 * X.Column(2)) + Vector<double>.Build.Dense(
        80, i => 0.5 * Math.Sin(i * i));

    public static TheoryData<string> Kinds => ["logistic", "Poisson", "Gamma", "Tweedie", "Huber", "smooth L1", "log-cosh", "ridge"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_SmoothLoss_IsThatOfAnotherMethodInFewIterations(string kind)
    {
        (LinearRegression regression, Vector<double> y) = Make(kind);

        LinearModel model = regression.Fit(X, y),
            other = (regression with { Optimizer = new Lbfgs(), Stopping = new() { GradientTolerance = 1e-13 } }).Fit(X, y);

        model.Solver.Should().Contain("Newton");
        model.Training.Reason.Should().Be(StopReason.GradientTolerance);
        model.Training.Iterations.Should().BeLessThanOrEqualTo(12, "steps by the second derivatives of a point before count too");
        GoldenFile.Deviation([.. model.Parameters], [.. other.Parameters], 1e-9, 1e-10).Should().BeLessThanOrEqualTo(1, $"{model.Training}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_ColumnsOfAnyUnitsAndShifts_HasTheSamePredictions(string kind)
    {
        (LinearRegression regression, Vector<double> y) = Make(kind);
        Matrix<double> scaled = Matrix<double>.Build.Dense(80, 3, (i, j) => j switch { 0 => 1e-12 * X[i, 0], 1 => 1e12 * X[i, 1], _ => X[i, 2] + 1e6 });

        LinearModel plain = regression.Fit(X, y), far = regression.Fit(scaled, y);

        far.Training.Converged.Should().BeTrue(far.Training.ToString());
        (far.Predict(scaled) - plain.Predict(X)).AbsoluteMaximum().Should().BeLessThan(1e-8);
    }

    [Fact]
    public void Fit_SeparatedLabels_EndsAsSeparated()
    {
        foreach (double gap in new[] { 1, 1e-9 })
        {
            Vector<double> y = Vector<double>.Build.Dense(80, i => X[i, 0] > 0 ? 1 : 0);
            Matrix<double> apart = Matrix<double>.Build.Dense(80, 3, (i, j) => j == 0 ? X[i, 0] + (gap * Math.Sign(X[i, 0])) : X[i, j]);

            LinearModel model = new LinearRegression { Loss = Losses.Logistic }.Fit(apart, y);

            model.Training.Reason.Should().Be(StopReason.Separated);
            model.Parameters.Should().OnlyContain(value => double.IsFinite(value));
        }
    }

    [Fact]
    public void Fit_Classes_SumToZeroAndConvergeQuadratically()
    {
        Matrix<double> y = Matrix<double>.Build.Dense(80, 3, (i, j) => (Line[i] > 0.3 ? 0 : Math.Sin(i * i) > 0 ? 1 : 2) == j ? 1 : 0);
        foreach (IPenalty? penalty in new IPenalty?[] { null, new RidgePenalty(0.01) })
        {
            var regression = new LinearRegression { Loss = Losses.Softmax(3), Penalty = penalty };

            MultiTargetLinearModel model = regression.Fit(X, y),
                other = (regression with { Optimizer = new Lbfgs(), Stopping = new() { GradientTolerance = 1e-13 } }).Fit(X, y);

            model.Training.Reason.Should().Be(StopReason.GradientTolerance);
            model.Training.Iterations.Should().BeLessThanOrEqualTo(12, "steps by the second derivatives of a point before count too");
            model.Coefficients.RowSums().AbsoluteMaximum().Should().BeLessThan(1e-12);
            (model.Coefficients - other.Coefficients).Enumerate().Should().OnlyContain(difference => Math.Abs(difference) < 1e-9);
        }
    }

    /// <summary>Where no error is within δ at the start, the loss does not bend, and a step is of no known length.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.03)]
    [InlineData(0.001)]
    public void Fit_LossThatHardlyBends_GetsToTheMinimum(double delta)
    {
        Vector<double> y = Line + Vector<double>.Build.Dense(80, i => i % 7 == 0 ? 100 : i % 5 == 0 ? -20 : 0);
        foreach (ILoss loss in new ILoss[] { Losses.Huber(delta), Losses.SmoothL1(delta) })
        {
            LinearModel model = new LinearRegression { Loss = loss, Stopping = new() { MaxIterations = 500 } }.Fit(X, y);

            model.Training.Converged.Should().BeTrue(model.Training.ToString());
            model.Training.GradientNorm.Should().BeLessThan(1e-9);
        }
    }

    private static (LinearRegression Regression, Vector<double> Y) Make(string kind) => kind switch
    {
        "logistic" => (new() { Loss = Losses.Logistic }, Line.Map(value => value > 0.2 ? 1.0 : 0)),
        "ridge" => (new() { Loss = Losses.Logistic, Penalty = new RidgePenalty(0.01) }, Line.Map(value => value > 0.2 ? 1.0 : 0)),
        "Poisson" => (new() { Loss = Losses.Poisson }, Line.Map(value => Math.Round(3 * Math.Exp(value)))),
        "Gamma" => (new() { Loss = Losses.Gamma }, Line.Map(Math.Exp)),
        "Tweedie" => (new() { Loss = Losses.Tweedie(1.5) }, Line.Map(value => Math.Max(0, Math.Round(2 * Math.Exp(value)) - 1))),
        "Huber" => (new() { Loss = Losses.Huber(0.4) }, Line),
        "smooth L1" => (new() { Loss = Losses.SmoothL1(0.4) }, Line),
        _ => (new() { Loss = Losses.LogCosh }, Line),
    };
}
