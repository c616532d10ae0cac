namespace Optimizers.Tests;

public sealed class RobustLossTests
{
    private static readonly Func<double, RobustLoss>[] Kinds = [RobustLoss.SoftL1, RobustLoss.Huber, RobustLoss.Cauchy];

    [Theory]
    [InlineData(0, "SoftL1")]
    [InlineData(1, "Huber")]
    [InlineData(2, "Cauchy")]
    public void Of_Residuals_SquaresToTheFormula(int kind, string name)
    {
        const double C = 0.7;
        RobustLoss loss = Kinds[kind](C);
        Func<double, double> formula = kind switch
        {
            0 => r => 2 * C * C * (Math.Sqrt(1 + (r * r / C / C)) - 1),
            1 => r => Math.Abs(r) <= C ? r * r : (2 * C * Math.Abs(r)) - (C * C),
            _ => r => C * C * Math.Log(1 + (r * r / C / C)),
        };
        IResidualFunction function = loss.Of(ResidualFunction.Create(1, 1, (x, r) => r[0] = x[0], (_, jacobian) => jacobian[0] = 1));

        foreach (double x in (double[])[-30, -1, -0.69, -0.1, 0, 1e-5, 0.3, 0.71, 2, 1e6])
        {
            double[] gradient = [0];
            function.Evaluate([x], gradient).Should().BeApproximately(formula(x), 1e-9 * Math.Max(1e-6, formula(x)));
            double h = 1e-5 * Math.Max(1, Math.Abs(x));
            gradient[0].Should().BeApproximately((formula(x + h) - formula(x - h)) / (2 * h), 1e-6 * Math.Max(1, Math.Abs(x)));
            (double score, double slope) = loss.ScoreOf(x);
            (2 * score).Should().BeApproximately(gradient[0], 1e-12 * Math.Max(1, Math.Abs(gradient[0])));
            slope.Should().BeApproximately((loss.ScoreOf(x + 1e-6).Value - loss.ScoreOf(x - 1e-6).Value) / 2e-6, 1e-6);
        }

        loss.ToString().Should().Be($"RobustLoss.{name}(0.7)");
        loss.Should().Be(Kinds[kind](C)).And.NotBe(Kinds[kind](1)).And.NotBe(Kinds[(kind + 1) % 3](C));
        loss.Scale.Should().Be(C);
    }

    [Fact]
    public void Root_OfAnySize_IsFiniteAndGrows()
    {
        foreach (Func<double, RobustLoss> kind in Kinds)
        {
            double[] roots = [.. ((double[])[0, 1e-300, 1e-160, 1e-8, 1, 1e8, 1e160, 1e300]).Select(r => kind(1).Root(r).Value)];

            roots.Should().OnlyContain(root => double.IsFinite(root)).And.BeInAscendingOrder();
            roots[1].Should().Be(1e-300);
            kind(1).Root(-5).Value.Should().Be(-kind(1).Root(5).Value);
            kind(Math.ScaleB(1, 90)).Root(Math.ScaleB(3, 90))
                .Value.Should().Be(Math.ScaleB(kind(1).Root(3).Value, 90), "the scale has the unit of the residuals");
        }
    }

    [Fact]
    public void Minimize_MeanWithAnOutlier_IsPulledLess()
    {
        double[] data = [1, 1.1, 0.9, 1.05, 50];
        IResidualFunction function = ResidualFunction.Create(1, 5, (x, r) =>
        {
            for (int i = 0; i < 5; i++)
            {
                r[i] = x[0] - data[i];
            }
        });

        OptimizationResult huber = new LevenbergMarquardt { Loss = RobustLoss.Huber(0.2) }.Minimize(function, [0]),
            cauchy = new LevenbergMarquardt { Loss = RobustLoss.Cauchy(0.2) }.Minimize(function, [0]);

        // Σψ = 0: four times the mean of the others, and 0.2 of the outlier
        huber.Point[0].Should().BeApproximately((4.05 + 0.2) / 4, 1e-9);
        huber.Converged.Should().BeTrue();
        cauchy.Point[0].Should().BeInRange(1, 1.03);
        new Lbfgs().Minimize(RobustLoss.Huber(0.2).Of(function), [0]).Point[0].Should().BeApproximately(huber.Point[0], 1e-6);
    }

    [Fact]
    public void Scale_OutOfRange_IsRefused()
    {
        foreach (Func<double, RobustLoss> kind in Kinds)
        {
            foreach (double scale in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            {
                Expect.Refused(() => kind(scale), "scale must be a finite number above 0; it is *", "scale");
            }
        }
    }
}
