namespace Optimizers.Regression.Tests;

/// <summary>Standard errors of losses whose bend is narrow beside the errors: their intervals cover what they say.</summary>
public sealed class RobustErrorsTests
{
    private const int Samples = 200;
    private const int Simulations = 500;

    public static TheoryData<string, double> Cases
    {
        get
        {
            TheoryData<string, double> cases = [];
            foreach (string loss in new[] { "smooth L1", "Huber", "log-cosh", "median", "own" })
            {
                foreach (double deviation in new[] { 0.01, 1, 100 })
                {
                    cases.Add(loss, deviation);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Summary_IntervalsOfNinetyFivePercent_CoverThat(string name, double deviation)
    {
        LinearRegression regression = new() { Loss = Loss(name) };
        var random = new Random(7);
        int covered = 0;
        for (int k = 0; k < Simulations; k++)
        {
            double[] x = [.. Enumerable.Range(0, Samples).Select(_ => random.NextDouble())];
            double[] y = [.. x.Select(
                value => (3 * value) + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
            CoefficientSummary slope = regression.Fit(Vector<double>.Build.Dense(x), Vector<double>.Build.Dense(y)).Summary().Coefficients[0];
            covered += slope.Low <= 3 && slope.High >= 3 ? 1 : 0;
        }

        (100.0 * covered / Simulations).Should().BeInRange(92, 97);
    }

    [Fact]
    public void Summary_OfALossThatBendsForMost_TakesItsOwnCurvature()
    {
        Matrix<double> x = Matrix<double>.Build.Dense(100, 1, (i, _) => Math.Sin(i));
        Vector<double> y = Vector<double>.Build.Dense(100, i => Math.Sin(i) + Math.Sin(i * i));

        LinearModel model = new LinearRegression { Loss = Losses.Huber(0.8), FitIntercept = false }.Fit(x, y);

        Vector<double> e = y - model.Predict(x);
        double a = 0, b = 0;
        for (int i = 0; i < 100; i++)
        {
            a += Math.Abs(e[i]) <= 0.8 ? x[i, 0] * x[i, 0] : 0;
            b += Math.Pow(Math.Clamp(e[i], -0.8, 0.8) * x[i, 0], 2);
        }

        double expected = Math.Sqrt(b * 100 / 99) / a;
        model.Summary().Coefficients[0].StandardError.Should().BeApproximately(expected, 1e-9 * expected);
    }

    [Theory]
    [InlineData("smooth L1")]
    [InlineData("own")]
    public void Summary_InAnotherUnit_HasTheSameErrors(string name)
    {
        Matrix<double> x = Matrix<double>.Build.Dense(100, 1, (i, _) => Math.Sin(i));
        Vector<double> y = Vector<double>.Build.Dense(100, i => Math.Sin(i) + (1000 * Math.Sin(i * i)));
        LinearRegression regression = new() { Loss = Loss(name) };

        double error = regression.Fit(x, y).Summary().Coefficients[0].StandardError,
            other = regression.Fit(1024 * x, y).Summary().Coefficients[0].StandardError;

        (1024 * other).Should().BeApproximately(error, 1e-6 * error);
    }

    private static ILoss Loss(string name) => name switch
    {
        "smooth L1" => Losses.SmoothL1(0.5),
        "Huber" => Losses.Huber(1),
        "log-cosh" => Losses.LogCosh,
        "median" => Losses.MeanAbsoluteError,
        _ => new PseudoHuber(),
    };

    /// <summary>A loss that only its author knows, √(1 + e²) − 1.</summary>
    private sealed record PseudoHuber : ILoss
    {
        public LossReduction Reduction => LossReduction.Mean;

        public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives)
            => Sum(predictions, targets, [], derivatives);

        public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        {
            double sum = 0;
            for (int i = 0; i < predictions.Length; i++)
            {
                double e = predictions[i] - targets[i], root = Math.Sqrt(1 + (e * e)), weight = weights.IsEmpty ? 1 : weights[i];
                derivatives[i] = weight * e / root;
                sum += weight * (root - 1);
            }

            return sum;
        }
    }
}
