using Optimizers.Regression;
using ScottPlot;
using ScottPlot.Plottables;

namespace Optimizers.Plotting.Tests;

/// <summary>The plots of fitted models: the words on them and where their lines run.</summary>
public sealed class RegressionPlotTests
{
    private static readonly Vector<double> X = Vector<double>.Build.Dense([3, 1, 2.0]);
    private static readonly Vector<double> Y = Vector<double>.Build.Dense([6, 2, 5.0]);
    private static readonly Vector<double> Fitted = Vector<double>.Build.Dense([6, 2, 4.0]);
    private static readonly double[] Lambdas = [0.01, 0.1, 1, 10];

    [Fact]
    public void PredictionPlot_HasTheDiagonalOverAllItsPoints()
    {
        Figure figure = PredictionPlot.Of(Y * 2, Fitted);

        Svg(figure).Should().ContainAll("Predictions against targets", "actual", "predicted", "predicted = actual");
        Points(figure, 0).Should().Equal(new Coordinates(12, 6), new Coordinates(4, 2), new Coordinates(10, 4));
        Points(figure, 1).Should().Equal(new Coordinates(2, 2), new Coordinates(12, 12));
    }

    [Fact]
    public void CoefficientPathPlot_SortsByLambdaAndNamesTheChosen()
    {
        Vector<double>[] coefficients = [.. Lambdas.Select(lambda => Vector<double>.Build.Dense([5 - lambda, 1 / lambda]))];

        Figure forward = CoefficientPathPlot.Of(Lambdas, coefficients, ["age", "income"], 0.5);
        Figure backward = CoefficientPathPlot.Of([.. Lambdas.Reverse()], [.. coefficients.Reverse()], ["age", "income"], 0.5);

        Svg(forward).Should().ContainAll("Coefficients over the penalty", "λ (logarithmic)", "coefficient", "age", "income", "λ = 0.5", "0.01", "0.1", "10");
        Points(forward, 0).Should().Equal(new Coordinates(-2, 4.99), new Coordinates(-1, 4.9), new Coordinates(0, 4), new Coordinates(1, -5));
        Points(backward, 0).Should().Equal(Points(forward, 0));
        forward.Plot.GetPlottables<VerticalLine>().Single().X.Should().Be(Math.Log10(0.5));
        Svg(CoefficientPathPlot.Of(Lambdas, coefficients)).Should().ContainAll("x0", "x1").And.NotContain("λ = ");
    }

    [Fact]
    public void CoefficientPathPlot_ManyCoefficients_NamesTheTwelveLargest()
    {
        Vector<double>[] coefficients = [.. Lambdas.Select(lambda => Vector<double>.Build.Dense(30, j => (j % 2 == 0 ? 1 : -1) * (j + 1) / lambda))];
        string[] names = [.. Enumerable.Range(0, 30).Select(j => $"feature{j}.")];

        string svg = Svg(CoefficientPathPlot.Of(Lambdas, coefficients, names));

        names.Where(svg.Contains).Should().Equal(names[18..]);
    }

    [Theory]
    [InlineData(1, 1, "1", "10")]
    [InlineData(0.9, 24, "1", "2", "5", "10", "20")]
    [InlineData(2.1, 7, "3", "4", "5", "6", "7")]
    [InlineData(0.21, 0.24, "0.21", "0.22", "0.23", "0.24")]
    public void CoefficientPathPlot_NarrowRange_StillHasTicks(double low, double high, params string[] expected)
    {
        Figure figure = CoefficientPathPlot.Of([low, high], [Fitted, X]);

        Svg(figure);
        figure.Plot.Axes.Bottom.TickGenerator.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label).Should().Contain(expected);
    }

    [Fact]
    public void LearningCurvePlot_MarksTheBestEpochOnTheValidationCurve()
    {
        Figure linear = LearningCurvePlot.Of([5, 4, 3, 2], [6, 4.5, 4, 5], 2), logarithmic = LearningCurvePlot.Of([500, 40, 3, 2], [600, 50, 10, 20], 2);

        Svg(linear).Should().ContainAll("Learning curve", "epoch", "loss", "training", "validation", "best epoch: 2").And.NotContain("logarithmic");
        linear.Plot.GetPlottables<Marker>().Single().Location.Should().Be(new Coordinates(2, 4));
        Svg(logarithmic).Should().Contain("loss (logarithmic)");
        logarithmic.Plot.GetPlottables<Marker>().Single().Location.Should().Be(new Coordinates(2, 1));
        Svg(LearningCurvePlot.Of([5, 4], [6, 5])).Should().NotContain("best epoch");
    }

    [Fact]
    public void FitPlot_Bands_AreSortedAndCoverTheFit()
    {
        Figure narrow = FitPlot.Of(X, Y, Fitted, Fitted - 1, Fitted + 1), both = FitPlot.Of(X, Y, Fitted, Fitted - 1, Fitted + 1, (Fitted - 3, Fitted + 3));

        Svg(narrow).Should().ContainAll("data", "fit", "confidence band").And.NotContain("prediction band");
        Svg(both).Should().ContainAll("data", "fit", "confidence band", "prediction band");
        Points(narrow, 1).Should().Equal(new Coordinates(1, 2), new Coordinates(2, 4), new Coordinates(3, 6));
        both.Plot.Axes.AutoScale();
        AxisLimits limits = both.Plot.Axes.GetLimits();
        (limits.Bottom < -1 && limits.Top > 9).Should().BeTrue("the wider band reaches from -1 to 9");
    }

    [Fact]
    public void FitPlot_Legend_IsInTheCornerThatTheLineLeavesFree()
    {
        FitPlot.Of(X, Y, new LinearRegression().Fit(X, Y)).Plot.Legend.Alignment.Should().Be(Alignment.UpperLeft);
        FitPlot.Of(X, -Y, new LinearRegression().Fit(X, -Y)).Plot.Legend.Alignment.Should().Be(Alignment.UpperRight);
    }

    [Fact]
    public void Plots_BadArguments_SayWhat()
    {
        Vector<double> two = Vector<double>.Build.Dense(2), notFinite = Vector<double>.Build.Dense([1, double.NaN, 2]);
        Vector<double>[] coefficients = [.. Lambdas.Select(_ => two)];

        Refused(() => PredictionPlot.Of(two, X), "predicted has 3 entries and actual has 2; they must be as many, and at least one.*", "actual");
        Refused(() => PredictionPlot.Of(X, notFinite), "Row 1 of predicted is NaN; only finite numbers can be drawn (counted from 0).*", "predicted");
        Refused(() => PredictionPlot.Of(X, null!), "*", "predicted");
        Refused(() => ResidualPlot.Of(notFinite, X), "Row 1 of actual is NaN; only finite numbers can be drawn (counted from 0).*", "actual");
        Refused(() => FitPlot.Of(notFinite, X, new LinearRegression().Fit(X, Y)), "Row 1 of x is NaN; *", "x");
        Refused(() => FitPlot.Of(X, Y, Fitted, two, Fitted), "x has 3 entries and low has 2; they must be as many, and at least one.*", "low");
        Refused(() => FitPlot.Of(X, Y, Fitted, Fitted + 1, Fitted), "The confidence band ends below where it begins.*", "high");
        Refused(() => FitPlot.Of(X, Y, Fitted, Fitted, Fitted, (Fitted, Fitted - 1)), "The prediction band ends below where it begins.*", "prediction");
        Refused(() => FitPlot.Of(X, Y, Fitted, Fitted, Fitted, (Fitted, two)), "x has 3 entries and prediction.High has 2; *", "prediction.High");
        Refused(() => LearningCurvePlot.Of([], []), "training is empty; there is nothing to draw.*", "training");
        Refused(() => LearningCurvePlot.Of([1, 2], [1]), "training has 2 entries and validation has 1; they must be as many, and at least one.*", "validation");
        Refused(
            () => LearningCurvePlot.Of([1, 2], [1, double.PositiveInfinity]),
            "Row 1 of validation is *; only finite numbers can be drawn (counted from 0).*",
            "validation");
        Refused(() => LearningCurvePlot.Of([1, 2], [1, 2], 2), "The best epoch is 2; it must be from 0 to 1.*", "best");
        Refused(() => LearningCurvePlot.Of([1, 2], [1, 2], -1), "The best epoch is -1; it must be from 0 to 1.*", "best");
        Refused(() => CoefficientPathPlot.Of([], []), "lambdas is empty; there is nothing to draw.*", "lambdas");
        Refused(() => CoefficientPathPlot.Of([1, 2], coefficients), "There are 2 λ and 4 vectors of coefficients; they must be as many.*", "coefficients");
        Refused(() => CoefficientPathPlot.Of([0, 1, 2, 3], coefficients), "λ 0 is 0; on a logarithmic axis it must be a finite number above 0.*", "lambdas");
        Refused(
            () => CoefficientPathPlot.Of(Lambdas, [.. coefficients[1..], X]),
            "Vector 0 has 2 coefficients and vector 3 has 3; they must be as many.*",
            "coefficients");
        Refused(
            () => CoefficientPathPlot.Of([1], [notFinite]),
            "Coefficient 1 of vector 0 is NaN; only finite numbers can be drawn (counted from 0).*",
            "coefficients");
        Refused(() => CoefficientPathPlot.Of(Lambdas, coefficients, ["age"]), "There are 1 names for 2 coefficients.*", "names");
        Refused(
            () => CoefficientPathPlot.Of(Lambdas, coefficients, null, -1),
            "The chosen λ is -1; on a logarithmic axis it must be a finite number above 0.*",
            "chosen");
    }

    private static string Svg(Figure figure) => figure.Plot.GetSvgXml(900, 600);

    private static IReadOnlyList<Coordinates> Points(Figure figure, int line) => figure.Plot.GetPlottables<Scatter>().ElementAt(line).Data.GetScatterPoints();
}
