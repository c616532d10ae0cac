namespace Optimizers.Regression.Tests;

/// <summary>Curves of many kinds in units that are powers of 2: every number of a fit with exact derivatives has the same bits.</summary>
public sealed class CurveFitUnitTests
{
    private static readonly double[] X = [.. Enumerable.Range(-10, 21).Select(i => 0.4 * i)];
    private static readonly (int Target, int Feature)[] Powers = [(60, 0), (-60, 0), (0, 40), (0, -40), (200, 0), (-200, 0), (13, -7)];

    public static TheoryData<string> Kinds
        => ["plain", "bounds", "active bounds", "soft L1", "Cauchy", "Huber and bounds", "known weights", "fixed", "Lbfgs", "Lbfgs and soft L1"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_Peak_HasTheSameBits(string kind)
    {
        CurveFit Settings(double target, double[] units) => kind switch
        {
            "bounds" => new() { Bounds = Within(units, 9) },
            "active bounds" => new() { Bounds = Within(units, 4.5) },
            "soft L1" => new() { Loss = RobustLoss.SoftL1(0.01 * target) },
            "Cauchy" => new() { Loss = RobustLoss.Cauchy(0.01 * target) },
            "Huber and bounds" => new() { Loss = RobustLoss.Huber(0.01 * target), Bounds = Within(units, 4.99) },
            "known weights" => new() { AbsoluteWeights = true, Weights = V([.. X.Select((_, i) => (1 + (i % 3)) / target / target)]) },
            "fixed" => new() { Fixed = [2] },
            "Lbfgs" => new() { Optimizer = new Lbfgs() },
            "Lbfgs and soft L1" => new() { Optimizer = new Lbfgs(), Loss = RobustLoss.SoftL1(0.01 * target) },
            _ => new(),
        };

        SameBits(new Peak(), [5, 0.7, 1.2], [3, 0, 1], [1, 0, 0], [0, 1, 1], Settings);
    }

    [Fact]
    public void Fit_OtherModels_HaveTheSameBits()
    {
        static CurveFit Plain(double target, double[] units) => new();
        SameBits(new Peak(), [5, 0, 1.2], [3, 0.5, 1], [1, 0, 0], [0, 1, 1], Plain);
        SameBits(new Growth(), [5, 0, 1.2], [3, 0.5, 1], [1, 0, 0], [0, 1, 1], Plain);
        SameBits(new Wave(), [2, 1.5, 0.3], [1, 1.4, 0], [1, 0, 0], [0, -1, 0], Plain);
        SameBits(new Parabola(), [2, 0, 0.5], [0, 0, 0], [1, 1, 1], [0, -1, -2], Plain);
    }

    private static void SameBits<TCurve>(
        TCurve curve, double[] truth, double[] start, double[] targetPowers, double[] featurePowers, Func<double, double[], CurveFit> settings)
        where TCurve : ICurve
    {
        Vector<double> y = V([.. X.Select((x, i) =>
            curve.Evaluate<Plain>(x, [.. truth.Select(b => new Plain(b))]).Value + (0.02 * Math.Cos((7.3 * i * i) + (1.1 * i))))]);
        FittedCurve Fit(double target, double feature, out double[] units)
        {
            units = [.. targetPowers.Zip(featurePowers, (a, b) => Math.Pow(target, a) * Math.Pow(feature, b))];
            return settings(target, units).Fit(curve, V(X) * feature, y * target, V([.. start.Zip(units, (b, unit) => b * unit)]));
        }

        FittedCurve plain = Fit(1, 1, out _);
        plain.Training.Converged.Should().BeTrue($"{plain.Training}");
        foreach ((int targetPower, int featurePower) in Powers)
        {
            double target = Math.ScaleB(1, targetPower), feature = Math.ScaleB(1, featurePower);
            FittedCurve scaled = Fit(target, feature, out double[] units);
            string because = $"{curve.GetType().Name}, targets · 2^{targetPower}, features · 2^{featurePower}";

            scaled.Training.Reason.Should().Be(plain.Training.Reason, because);
            scaled.Training.Evaluations.Should().Be(plain.Training.Evaluations, because);
            scaled.Parameters.PointwiseDivide(V(units)).Should().Equal(plain.Parameters, because);
            scaled.StandardErrors.PointwiseDivide(V(units)).Should().Equal(plain.StandardErrors, because);
            double weight = settings(target, units).AbsoluteWeights ? 1 / target / target : 1;
            (scaled.PredictionBand(1.3 * feature, 0.95, weight).High / target).Should().Be(plain.PredictionBand(1.3).High, because);
            (scaled.ConfidenceBand(1.3 * feature).Low / target).Should().Be(plain.ConfidenceBand(1.3).Low, because);
        }
    }

    private static Box Within(double[] units, double highest) => new([0, 0, 0.5 * units[2]], [highest * units[0], 2 * units[1], 3 * units[2]]);

    private static Vector<double> V(double[] values) => Vector<double>.Build.Dense(values);

    private sealed class Peak : ICurve
    {
        public TScalar Evaluate<TScalar>(double x, ReadOnlySpan<TScalar> b)
            where TScalar : struct, IScalar<TScalar>
        {
            TScalar z = (x - b[1]) / b[2];
            return b[0] * TScalar.Exp(z * z * -0.5);
        }
    }

    private sealed class Growth : ICurve
    {
        public TScalar Evaluate<TScalar>(double x, ReadOnlySpan<TScalar> b)
            where TScalar : struct, IScalar<TScalar>
            => b[0] / (TScalar.Exp(-((x - b[1]) / b[2])) + 1.0);
    }

    private sealed class Wave : ICurve
    {
        public TScalar Evaluate<TScalar>(double x, ReadOnlySpan<TScalar> b)
            where TScalar : struct, IScalar<TScalar>
            => b[0] * TScalar.Sin((b[1] * x) + b[2]);
    }

    private sealed class Parabola : ICurve
    {
        public TScalar Evaluate<TScalar>(double x, ReadOnlySpan<TScalar> b)
            where TScalar : struct, IScalar<TScalar>
            => b[0] + (x * (b[1] + (x * b[2])));
    }
}
