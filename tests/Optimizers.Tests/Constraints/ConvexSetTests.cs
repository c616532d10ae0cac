namespace Optimizers.Tests;

/// <summary>Projections against closed forms.</summary>
public sealed class ConvexSetTests
{
    [Fact]
    public void Box_Project_Clamps()
    {
        new Box(-1, 2).Projection(-3, 0.5, 7).Should().Equal(-1, 0.5, 2);
        new Box([0, double.NegativeInfinity], [double.PositiveInfinity, 5]).Projection(-3, 1e300).Should().Equal(0, 5);
        new Box(double.NegativeInfinity, double.PositiveInfinity).Projection(double.PositiveInfinity, -1e300).Should().Equal(double.PositiveInfinity, -1e300);
        new Box(0, 1).Contains([0, 1]).Should().BeTrue();
        new Box(0, 1).Contains([double.NaN]).Should().BeFalse();
    }

    [Fact]
    public void Box_BadBounds_SaysBothNumbersAndWhere()
    {
        Refused(() => _ = new Box(1, 0), "The lower bound is 1, the upper 0; the lower must be at most the upper.*", "lower");
        Refused(() => _ = new Box([0, 1], [1, 0.5]), "The lower bound of coordinate 1 is 1, the upper 0.5; *", "lower");
        Refused(() => _ = new Box([0, double.NaN], [1, 2]), "The lower bound of coordinate 1 is NaN, *", "lower");
        Refused(() => _ = new Box([0, 1], [1]), "There are 1 upper bounds for 2 lower bounds.*", "upper");
        Refused(() => _ = new Box([], []), "*", "lower");
    }

    [Fact]
    public void Box_ComparesByContent()
    {
        new Box([0, 1], [1, 2]).Should().Be(new Box([0, 1], [1, 2])).And.NotBe(new Box([0, 1], [1, 3]));
        new Box([0], [1]).Should().NotBe(new Box(0, 1), "one is for one coordinate, the other for any number");
        new Box(0, 1).Should().Be(new Box(0, 1));
        new Box([0, 1], [1, double.PositiveInfinity]).ToString().Should().Be("Box { Lower = [0, 1], Upper = [1, Infinity] }");
    }

    [Fact]
    public void NonNegative_Project_ClampsBelow()
    {
        new NonNegative().Projection(-3, 0, 7).Should().Equal(0, 0, 7);
        new NonNegative().Should().Be(new NonNegative());
    }

    [Fact]
    public void LInfinityBall_Project_ClampsBothSides()
    {
        new LInfinityBall(2).Projection(-3, 0, 7).Should().Equal(-2, 0, 2);
        Refused(() => _ = new LInfinityBall(0), "*", "Radius");
        (new LInfinityBall(2) with { Radius = 3 }).Should().Be(new LInfinityBall(3));
    }

    [Fact]
    public void L2Ball_Project_ScalesOntoTheSphere()
    {
        new L2Ball(10).Projection(3, 4).Should().Equal(3, 4);
        new L2Ball(1).Projection(3, 4).Zip([0.6, 0.8], (a, b) => Math.Abs(a - b)).Should().OnlyContain(difference => difference < 1e-15);
        new L2Ball(1).Projection(3e200, -4e200).Zip([0.6, -0.8], (a, b) => Math.Abs(a - b))
            .Should().OnlyContain(difference => difference < 1e-15, "squares overflow, points do not");
        Refused(() => _ = new L2Ball(-1), "Radius must be a finite number above 0; it is -1.*", "Radius");
        Refused(() => _ = new L2Ball(double.PositiveInfinity), "*", "Radius");
    }

    [Fact]
    public void Simplex_Project_EqualsClosedForms()
    {
        new Simplex().Projection(7).Should().Equal(1);
        new Simplex().Projection(-7).Should().Equal(1);
        new Simplex().Projection(0.25, 0.25, 0.5).Should().Equal(0.25, 0.25, 0.5);
        new Simplex().Projection(5, 0, 0).Should().Equal(1, 0, 0);
        new Simplex().Projection(1, 1, 0.5, -3).Should().Equal(0.5, 0.5, 0, 0);
        new Simplex(6).Projection(2, 2, 2, -100).Should().Equal(2, 2, 2, 0);
        new Simplex().Projection(-1, -1).Should().Equal(0.5, 0.5);
        new Simplex().Projection(1e10 + 0.5, 1e10, -1e10).Should().Equal(0.75, 0.25, 0);
        new Simplex(1e-300).Projection(1, 2).Should().Equal(0, 1e-300);
        Refused(() => _ = new Simplex(0), "Sum must be a finite number above 0; it is 0.*", "Sum");
        new Simplex().Should().Be(new Simplex(1)).And.NotBe(new Simplex(2));
        new Simplex().ToString().Should().Be("Simplex { Sum = 1 }");
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 0.1)]
    [InlineData(67, 5.0)]
    [InlineData(1000, 1e3)]
    [InlineData(200_000, 1.0)]
    public void Simplex_Project_EqualsTheSortedAlgorithm(int n, double sum)
    {
        double[] x = [.. Points.Wave(n, 3).Select((value, i) => (sum * value / 3) + (1e-3 * i / n))];

        double[] z = new Simplex(sum).Projection(x), expected = ByDuchi(x, sum);

        z.Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-13 * sum);
        new Simplex(sum).Contains(z).Should().BeTrue();
    }

    [Fact]
    public void Simplex_Project_HalvesInARow_TakesFewPasses()
    {
        // each pass of Michelot's algorithm drops little of a geometric series
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => Math.Pow(0.999, i))];

        double[] z = new Simplex().Projection(x);

        z.Zip(ByDuchi(x, 1), (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-14);
    }

    /// <summary>By sorting, as in figure 1 of Duchi et al. 2008.</summary>
    private static double[] ByDuchi(double[] x, double s)
    {
        double[] sorted = [.. x.OrderDescending()];
        double sum = 0, θ = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i];
            if (sorted[i] - ((sum - s) / (i + 1)) > 0)
            {
                θ = (sum - s) / (i + 1);
            }
        }

        return [.. x.Select(value => Math.Max(0, value - θ))];
    }
}
