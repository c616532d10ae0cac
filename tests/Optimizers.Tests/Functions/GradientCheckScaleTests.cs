namespace Optimizers.Tests;

/// <summary>A right gradient is never called wrong, whatever the units are; a wrong one always is.</summary>
public sealed class GradientCheckScaleTests
{
    private static readonly double[] Sizes = [1e-30, 1e-9, 1, 1e9, 1e30];

    public static TheoryData<double> VariableUnits => [Math.ScaleB(1, -60), 1e-9, 1e-7, 1, 1e6, Math.ScaleB(1, 60)];

    [Theory]
    [MemberData(nameof(VariableUnits))]
    public void Compare_RightGradientInAnyUnits_FindsNoError(double unit)
    {
        foreach (double size in Sizes)
        {
            foreach (double[] u in (double[][])[[0, 0, 0], [-1.2, 1, 0.5], [1, 1, 1e-3], [1e-9, -1e-17, 2], [30, -4, 7]])
            {
                double[] x = [u[0] * unit, u[1], u[2] / unit];
                GradientCheck.Compare(Make(unit, size, (_, g) => g), x)
                    .LargestRelativeError.Should().BeLessThan(1e-6, $"at [{string.Join(", ", u)}], size {size}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(VariableUnits))]
    public void Compare_WrongGradientInAnyUnits_NamesTheCoordinate(double unit)
    {
        foreach (double size in Sizes)
        {
            foreach (double[] u in (double[][])[[0.3, 0.7, -0.4], [-1.2, 1, 0.5], [3, -4, 7]])
            {
                for (int wrong = 0; wrong < 3; wrong++)
                {
                    foreach (double factor in (double[])[2, -1, 0, 1.01])
                    {
                        GradientComparison found =
                            GradientCheck.Compare(Make(unit, size, (i, g) => i == wrong ? factor * g : g), [u[0] * unit, u[1], u[2] / unit]);
                        found.Coordinate.Should().Be(wrong);
                        found.LargestRelativeError.Should().BeGreaterThan(0.009);
                    }
                }
            }
        }
    }

    [Fact]
    public void Compare_GradientOfAFewNanometres_IsRight()
    {
        IDifferentiableFunction cosh = DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = Math.Sinh(x[0] / 1e-7) / 1e-7;
            return Math.Cosh(x[0] / 1e-7);
        });

        GradientCheck.Compare(cosh, [0]).LargestRelativeError.Should().BeLessThan(1e-6);
        GradientCheck.Compare(cosh, [3e-8]).LargestRelativeError.Should().BeLessThan(1e-6);
        new Lbfgs().Minimize(cosh, [3e-7], new StoppingCriteria { MaxIterations = 2 }).Explain().Should().NotContain("wrong").And.NotContain("jumps");
    }

    [Fact]
    public void Compare_NoisyFunction_AccusesNoOne()
    {
        // rounded to 4 digits, so that no step is good for much
        IDifferentiableFunction rounded = DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = Math.Cos(x[0]);
            return Math.Round(Math.Sin(x[0]), 4);
        });

        GradientCheck.Compare(rounded, [0.7]).LargestRelativeError.Should().BeLessThan(0.05);
    }

    [Fact]
    public void Compare_WithinBounds_EvaluatesThereOnly()
    {
        var box = new Box([0, 0, 2], [10, 1e-9, 2]);
        int outside = 0;
        IDifferentiableFunction function = DifferentiableFunction.Create(3, (x, g) =>
        {
            outside += box.Contains(x) ? 0 : 1;
            (g[0], g[1], g[2]) = ((1.5 * Math.Sqrt(x[0])) + 1, Math.Cos(x[1]) * x[2], 12345);
            return (x[0] * Math.Sqrt(x[0])) + x[0] + (Math.Sin(x[1]) * x[2]);
        });

        foreach (double[] x in (double[][])[[0, 0, 2], [10, 1e-9, 2], [1e-12, 5e-10, 2], [4, 0, 2]])
        {
            GradientCheck.Compare(function, x, box).LargestRelativeError.Should().BeLessThan(1e-5, $"at {x[0]}, {x[1]}");
        }

        outside.Should().Be(0);
    }

    [Fact]
    public void Compare_WithinBounds_FindsWhatIsWrongAtABound()
    {
        IDifferentiableFunction wrong = DifferentiableFunction.Create(2, (x, g) =>
        {
            (g[0], g[1]) = (2 * Math.Exp(x[0]), x[1] < 3 ? 1 : 7);
            return Math.Exp(x[0]) + x[1];
        });

        GradientComparison found = GradientCheck.Compare(wrong, [0, 1], new Box(0, 3));

        found.Coordinate.Should().Be(0);
        found.Numerical.Should().BeApproximately(1, 1e-8);
        GradientCheck.Compare(wrong, [3, 3], new Box([3, 0], [3, 3])).Coordinate.Should().Be(1);
    }

    [Fact]
    public void Compare_WithinBounds_RefusesWhatDoesNotFit()
    {
        IDifferentiableFunction function = DifferentiableFunction.Create(2, (x, g) => 0);

        Refused(() => GradientCheck.Compare(function, [1, 4], new Box(0, 3)), "Coordinate 1 of the point is 4; its bounds are 0 and 3.*", "point");
        Refused(() => GradientCheck.Compare(function, [1, 2], new Box([0], [3])), "The point has 2 coordinates; the box bounds 1.*", "point");
        Action none = () => GradientCheck.Compare(function, [1, 2], null!);
        none.Should().Throw<ArgumentNullException>().WithParameterName("bounds");
    }

    // s·(1 + log cosh u + 3(v − u²)² + exp(w)) with u = x/unit, w = z·unit
    private static IDifferentiableFunction Make(double unit, double size, Func<int, double, double> change) => DifferentiableFunction.Create(3, (x, g) =>
    {
        double u = x[0] / unit, v = x[1], w = x[2] * unit, rest = v - (u * u);
        (g[0], g[1], g[2]) = (change(0, size / unit * (Math.Tanh(u) - (12 * u * rest))), change(1, size * 6 * rest), change(2, size * unit * Math.Exp(w)));
        return size * (1 + Math.Log(Math.Cosh(u)) + (3 * rest * rest) + Math.Exp(w));
    });
}
