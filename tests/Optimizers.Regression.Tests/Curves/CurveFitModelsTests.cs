namespace Optimizers.Regression.Tests;

/// <summary>Curves of several shapes in any units of targets and feature, from starts and to parameters that are 0.</summary>
public sealed class CurveFitModelsTests
{
    private static readonly double[] Ten = [.. Enumerable.Range(-10, 21).Select(i => 0.4 * i)];
    private static readonly double[] Rising = [.. Enumerable.Range(1, 20).Select(i => 0.5 * i)];

    private static readonly Dictionary<string, Shape> Shapes = new()
    {
        ["exponential"] = new(Exponential, Rising, [3, 0.6, 0], [1, 1, 0], [1, 0, 1], [0, -1, 0]),
        ["logistic curve"] = new(Logistic, Ten, [5, 0, 1.2], [3, 0, 1], [1, 0, 0], [0, 1, 1]),
        ["peak"] = new(Peak, Ten, [5, 0, 1.2], [3, 0.5, 1], [1, 0, 0], [0, 1, 1]),
        ["peak from 0"] = new(Peak, Ten, [5, 0.7, 1.2], [3, 0, 1], [1, 0, 0], [0, 1, 1]),
        ["peak without a height"] = new(Peak, Ten, [5, 0.7, 1.2], [0, 0.2, 1], [1, 0, 0], [0, 1, 1]),
        ["power law"] = new(Power, Rising, [2, 1.7], [1, 1], [1, 0], [0, 0]),
        ["sine"] = new(Sine, Rising, [2, 1.5, 0, 0], [1, 1.45, 0.2, 0], [1, 0, 0, 1], [0, -1, 0, 0]),
        ["parabola from 0"] = new(Parabola, Ten, [2, 0, 0.5], [0, 0, 0], [1, 1, 1], [0, -1, -2]),
    };

    private delegate double Model(double x, ReadOnlySpan<double> b);

    public static TheoryData<string, double, double> Units
    {
        get
        {
            var all = new TheoryData<string, double, double>();
            foreach (string shape in Shapes.Keys)
            {
                foreach ((double target, double feature) in ((double, double)[])[
                    (Math.ScaleB(1, 60), 1), (Math.ScaleB(1, 20), Math.ScaleB(1, 40)), (Math.ScaleB(1, -20), Math.ScaleB(1, -40)),
                    (1e-12, 1e9), (1e9, 1e-9), (1e100, 1e-3), (1e-100, 1e3)])
                {
                    // a power law has another unit with every exponent
                    all.Add(shape, target, shape == "power law" ? 1 : feature);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Fit_ByValueInOtherUnits_GivesTheSameAnswer(string name, double target, double feature)
    {
        Shape shape = Shapes[name];
        FittedCurve plain = shape.Fit(1, 1), scaled = shape.Fit(target, feature);

        plain.Training.Converged.Should().BeTrue();
        scaled.Training.Reason.Should().Be(plain.Training.Reason);
        scaled.UndeterminedParameters.Should().BeEmpty();
        for (int j = 0; j < shape.True.Length; j++)
        {
            double unit = shape.UnitOf(j, target, feature);
            Math.Abs(plain.Parameters[j] - shape.True[j]).Should().BeLessThan(4 * plain.StandardErrors[j]);
            ((scaled.Parameters[j] / unit) - plain.Parameters[j]).Should().BeApproximately(0, 1e-5 * plain.StandardErrors[j]);
            (scaled.StandardErrors[j] / unit / plain.StandardErrors[j]).Should().BeApproximately(1, 1e-6);
        }
    }

    [Fact]
    public void Fit_FlatTargets_SaysThatTheRateIsNotDetermined()
    {
        Vector<double> x = Vector<double>.Build.DenseOfArray(Rising);
        foreach (double unit in (double[])[1, 1e-9, 1e9])
        {
            FittedCurve flat = new CurveFit().Fit((t, b) => Exponential(t, b), x, Vector<double>.Build.Dense(20, 2 * unit), V(unit, 1, 0));
            FittedCurve zero = new CurveFit().Fit((t, b) => b[0] * Math.Exp(-b[1] * t), x, Vector<double>.Build.Dense(20), V(unit, 1));

            flat.Training.Reason.Should().Be(StopReason.Undetermined);
            flat.UndeterminedParameters.Should().Equal(1);
            (flat.Parameters[2] / unit).Should().BeApproximately(2, 1e-9);
            zero.UndeterminedParameters.Should().Equal(1);
            (zero.Parameters[0] / unit).Should().BeApproximately(0, 1e-12);
        }
    }

    [Fact]
    public void Fit_TargetsWhoseSquaresVanish_IsNotCalledConverged()
    {
        Vector<double> x = Vector<double>.Build.DenseOfArray(Rising), y = Vector<double>.Build.Dense(20, i => 1e-170 * (3 - (0.1 * i)));

        new CurveFit().Fit((t, b) => Exponential(t, b), x, y, V(1e-170, 1, 0)).Training.Converged.Should().BeFalse();
        new CurveFit().Fit((t, b) => Exponential(t, b), x, Vector<double>.Build.Dense(20), V(0, 1, 0)).Training.Converged
            .Should().BeTrue("there is nothing to fit");
    }

    private static double Exponential(double x, ReadOnlySpan<double> b) => (b[0] * Math.Exp(-b[1] * x)) + b[2];

    private static double Logistic(double x, ReadOnlySpan<double> b) => b[0] / (1 + Math.Exp(-(x - b[1]) / b[2]));

    private static double Peak(double x, ReadOnlySpan<double> b) => b[0] * Math.Exp(-(x - b[1]) * (x - b[1]) / (2 * b[2] * b[2]));

    private static double Power(double x, ReadOnlySpan<double> b) => b[0] * Math.Pow(x, b[1]);

    private static double Sine(double x, ReadOnlySpan<double> b) => (b[0] * Math.Sin((b[1] * x) + b[2])) + b[3];

    private static double Parabola(double x, ReadOnlySpan<double> b) => b[0] + (b[1] * x) + (b[2] * x * x);

    private static Vector<double> V(params double[] values) => Vector<double>.Build.Dense(values);

    /// <summary>A model with data, a start, and the powers of the units of targets and feature in that of each parameter.</summary>
    private sealed record Shape(Model Model, double[] X, double[] True, double[] Start, double[] TargetPowers, double[] FeaturePowers)
    {
        public double UnitOf(int j, double target, double feature) => Math.Pow(target, TargetPowers[j]) * Math.Pow(feature, FeaturePowers[j]);

        public FittedCurve Fit(double target, double feature) => new CurveFit().Fit(
            (t, b) => Model(t, b),
            Vector<double>.Build.DenseOfArray(X) * feature,
            Vector<double>.Build.Dense(X.Length, i => target * (Model(X[i], True) + (0.02 * Math.Cos((7.3 * i * i) + (1.1 * i))))),
            Vector<double>.Build.Dense(Start.Length, j => Start[j] * UnitOf(j, target, feature)));
    }
}
