namespace Optimizers.Tests;

/// <summary>Differences find the length over which a function changes, whatever the units of its variables and values are.</summary>
public sealed class DifferenceScaleTests
{
    private static readonly double[] Units = [Math.ScaleB(1, -60), 1e-9, 1e-7, 1e-3, 1, 1e3, 1e9, Math.ScaleB(1, 60)];

    public static TheoryData<Difference, double> Kinds => new()
    {
        { new ForwardDifference(), 1e-4 }, { new CentralDifference(), 1e-7 }, { new FivePointDifference(), 1e-7 }, { new RiddersDifference(), 1e-7 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FromValue_AnyUnits_FindsTheDerivative(Difference difference, double tolerance)
    {
        foreach (double unit in Units)
        {
            foreach (double size in (double[])[Math.ScaleB(1, -200), 1e-9, 1, 1e9, Math.ScaleB(1, 200)])
            {
                foreach (double at in (double[])[0, 1e-17, -1e-9, 1e-4, 0.3, -2, 7])
                {
                    if (Math.Abs(at) < 0.1 && unit is < 1e-9 or > 1e9)
                    {
                        // next to 0 the size of the variable does not show; nine orders of magnitude are bridged
                        continue;
                    }

                    string where = $"{difference.GetType().Name} of length {unit}, value {size}, at {at}";
                    Slope(x => size * Math.Exp(x / unit), at * unit, difference)
                        .Should().BeApproximately(size / unit * Math.Exp(at), tolerance * size / unit * Math.Exp(at), where);
                    Slope(x => size * (5 + Math.Sin(x / unit)), at * unit, difference)
                        .Should().BeApproximately(size / unit * Math.Cos(at), tolerance * size / unit, where);
                    Slope(x => size * ((x / unit) - 3) * ((x / unit) - 3), at * unit, difference)
                        .Should().BeApproximately(2 * size / unit * (at - 3), 10 * tolerance * size / unit, where);
                    Slope(x => size * x / unit, at * unit, difference).Should().BeApproximately(size / unit, tolerance * size / unit, where);
                    Slope(x => size * (1 + (x / unit)), at * unit, difference).Should().BeApproximately(size / unit, tolerance * size / unit, where);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FromValue_SmallScaleFarFrom0_FindsTheDerivative(Difference difference, double tolerance)
    {
        foreach (double at in (double[])[0, 1e-3, -2e-3, 0.5e-3])
        {
            double x = 1e6 + at, u = (x - 1e6) / 1e-3;
            Slope(z => Math.Cosh((z - 1e6) / 1e-3), x, difference)
                .Should().BeApproximately(1e3 * Math.Sinh(u), 1e3 * tolerance * Math.Cosh(u), $"{difference.GetType().Name} at {at}");
        }
    }

    [Fact]
    public void FromValue_WhatHasNoEffect_HasTheDerivative0AndIsNotLookedForFarAway()
    {
        double farthest = 0;
        double[] gradient = new double[2];

        // flat near 0.3, another piece from 1 on
        DifferentiableFunction.FromValue(2, x =>
        {
            farthest = Math.Max(farthest, Math.Abs(x[0]));
            return (x[0] < 1 ? 1 : x[0]) + x[1];
        }).Evaluate([0.3, 2], gradient);

        gradient[0].Should().Be(0);
        gradient[1].Should().BeApproximately(1, 1e-9);
        farthest.Should().BeLessThanOrEqualTo(0.45);
    }

    [Theory]
    [InlineData(1e-7)]
    [InlineData(1e-12)]
    [InlineData(1e3)]
    public void Hessian_CoshOfAnyLength_IsFound(double length)
    {
        IDifferentiableFunction cosh = DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = Math.Sinh(x[0] / length) / length;
            return Math.Cosh(x[0] / length);
        });

        foreach (double at in (double[])[0, 0.5, 2])
        {
            double expected = Math.Cosh(at) / length / length;
            NumericalDerivatives.Hessian(cosh, [at * length])[0, 0].Should().BeApproximately(expected, 1e-7 * expected);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-9)]
    [InlineData(1e6)]
    public void Hessian_NormalLikelihoodInAnyUnit_GivesTheStandardErrors(double unit)
    {
        // −log L of a normal sample; the variance of the mean is σ²/n, that of σ σ²/2n
        double[] sample = [.. Enumerable.Range(0, 40).Select(i => unit * (3 + Math.Sin(i * 1.7) + (0.3 * Math.Cos(i * 0.9))))];
        double mean = sample.Average(), deviation = Math.Sqrt(sample.Average(y => (y - mean) * (y - mean)));
        IDifferentiableFunction likelihood = DifferentiableFunction.Create(2, (p, g) =>
        {
            double mu = p[0], sum = sample.Sum(y => (y - mu) * (y - mu)), sigma = p[1];
            g[0] = -sample.Sum(y => y - mu) / sigma / sigma;
            g[1] = (40 / sigma) - (sum / sigma / sigma / sigma);
            return (40 * Math.Log(sigma)) + (sum / 2 / sigma / sigma);
        });

        foreach (IDifferentiableFunction function in (IDifferentiableFunction[])[likelihood, DifferentiableFunction.FromValue(2, p => likelihood.Evaluate(p))])
        {
            double[,] hessian = NumericalDerivatives.Hessian(function, [mean, deviation]);
            double precision = ReferenceEquals(function, likelihood) ? 1e-6 : 1e-3;

            (1 / Math.Sqrt(hessian[0, 0])).Should().BeApproximately(deviation / Math.Sqrt(40), precision * deviation);
            (1 / Math.Sqrt(hessian[1, 1])).Should().BeApproximately(deviation / Math.Sqrt(80), precision * deviation);
        }
    }

    [Fact]
    public void TypicalSize_TakesTheStepForItAndNoOther()
    {
        List<double> seen = [];
        double[] gradient = new double[1];

        DifferentiableFunction.FromValue(1, x =>
        {
            seen.Add(x[0]);
            return Math.Cosh((x[0] - 1e-8) / 1e-7);
        }, new CentralDifference { TypicalSize = 1e-7 }).Evaluate([0], gradient);

        gradient[0].Should().BeApproximately(1e7 * Math.Sinh(-0.1), 1e-2);
        seen.Should().HaveCount(3);
        seen.Max().Should().BeApproximately(6.0554544523933429e-13, 1e-20);
    }

    [Fact]
    public void TypicalSize_IsThatOfEveryKind()
    {
        foreach (Difference difference in (Difference[])[new ForwardDifference { TypicalSize = 1e-7 }, new CentralDifference { TypicalSize = 1e-7 },
            new FivePointDifference { TypicalSize = 1e-7 }, new RiddersDifference { TypicalSize = 1e-7 }])
        {
            difference.TypicalSize.Should().Be(1e-7);
            Slope(x => Math.Cosh((x - 1e-8) / 1e-7), 0, difference).Should().BeApproximately(1e7 * Math.Sinh(-0.1), 10);
        }

        foreach (double wrong in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Action set = () => _ = new CentralDifference { TypicalSize = wrong };
            set.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("TypicalSize");
        }
    }

    [Fact]
    public void Jacobian_ParameterThatIs0_HasItsColumn()
    {
        // the residuals of a line through 0, also where all of them are 0
        foreach (double[] y in (double[][])[[1, -1, 3], [0, 1, 2]])
        {
            foreach (double p0 in (double[])[0, 1e-17, -1e-20, 1e-12])
            {
                double[,] jacobian = NumericalDerivatives.Jacobian(3, (p, r) =>
                {
                    for (int t = 0; t < 3; t++)
                    {
                        r[t] = p[0] + (p[1] * t) - y[t];
                    }
                }, [p0, 1]);

                for (int t = 0; t < 3; t++)
                {
                    jacobian[t, 0].Should().BeApproximately(1, 1e-8);
                    jacobian[t, 1].Should().BeApproximately(t, 1e-8);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FromValue_WhereTheStepIsLookedFor_AllocatesNothing(Difference difference, double tolerance)
    {
        IDifferentiableFunction function = DifferentiableFunction.FromValue(2, x => Math.Exp(x[0] / 1e-7) + (3 * x[1]), difference);
        double[] x = [0, 1e-20], gradient = new double[2];
        function.Evaluate(x, gradient);

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            function.Evaluate(x, gradient);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        gradient[0].Should().BeApproximately(1e7, 1e7 * tolerance);
    }

    private static double Slope(Func<double, double> f, double x, Difference difference)
    {
        double[] gradient = new double[1];
        DifferentiableFunction.FromValue(1, p => f(p[0]), difference).Evaluate([x], gradient);
        return gradient[0];
    }
}
