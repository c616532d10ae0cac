namespace Optimizers.Tests;

/// <summary>Lines on which a search cannot do, or hardly, what it promises.</summary>
public sealed class LineSearchFailureTests
{
    private const int EvaluationLimit = 60;

    private static readonly double[] InitialSteps = [1e-3, 0.3, 1, 10, 1e6];

    public static TheoryData<LineSearch> All => [new ArmijoBacktracking(), new StrongWolfe(), new MoreThuente(), new HagerZhang()];

    public static TheoryData<LineSearch> WithCurvature => [new StrongWolfe(), new MoreThuente(), new HagerZhang()];

    [Theory]
    [MemberData(nameof(WithCurvature))]
    public void Search_FallsForEver_EndsFarDownWithoutSuccess(LineSearch search)
    {
        foreach (double step in InitialSteps)
        {
            LineSearchResult found = Search(search, α => (-α, -1), step);

            found.Succeeded.Should().BeFalse();
            found.Step.Should().BeGreaterThan(1e6);
            found.Value.Should().Be(-found.Step);
        }
    }

    [Theory]
    [MemberData(nameof(WithCurvature))]
    public void Search_FallsToMinusInfinity_EndsAtAFiniteStep(LineSearch search)
    {
        LineSearchResult found = Search(search, α => (-Math.Exp(α), -Math.Exp(α)), 1);

        found.Succeeded.Should().BeFalse();
        found.Step.Should().BeInRange(100, 710, "e^710 is infinite");
        found.Value.Should().Be(-Math.Exp(found.Step));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Search_NotANumberBeyond_StaysInFront(LineSearch search)
    {
        foreach (double step in InitialSteps)
        {
            LineSearchResult found = Search(search, α => α < 2 ? (-α, -1) : (double.NaN, double.NaN), step);

            found.Step.Should().BePositive().And.BeLessThan(2);
            found.Value.Should().Be(-found.Step);
            found.Succeeded.Should().Be(search is ArmijoBacktracking, "only the slope is not met");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Search_InfiniteBeyond_FindsTheMinimumInFront(LineSearch search)
    {
        // −α − ½ln(1 − α), with its minimum at ½
        foreach (double step in InitialSteps)
        {
            LineSearchResult found =
                Search(search, α => α < 1 ? (-α - (0.5 * Math.Log(1 - α)), -1 + (0.5 / (1 - α))) : (double.PositiveInfinity, double.NaN), step);

            found.Succeeded.Should().BeTrue($"from {step}");
            found.Step.Should().BeLessThan(1);
            found.Value.Should().BeNegative();
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Search_NowhereFiniteButAtTheStart_StaysThere(LineSearch search)
    {
        LineSearchResult found = Search(search, α => α == 0 ? (1, -1) : (double.NaN, double.NaN), 1);

        (found.Step, found.Value, found.Slope, found.Succeeded).Should().Be((0.0, 1.0, -1.0, false));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Search_Kink_EndsBesideIt(LineSearch search)
    {
        foreach (double step in InitialSteps)
        {
            LineSearchResult found = Search(search, α => (Math.Abs(α - 1), α < 1 ? -1 : 1), step);

            found.Value.Should().BeLessThan(1).And.Be(Math.Abs(found.Step - 1));
            if (search is StrongWolfe or MoreThuente)
            {
                // |φ′| is 1 on both sides
                found.Succeeded.Should().BeFalse();
                found.Step.Should().BeApproximately(1, 1e-9, $"of the start from {step}");
            }
            else
            {
                found.Succeeded.Should().BeTrue();
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Search_SlopeOfTheWrongSign_StaysAtTheStart(LineSearch search)
    {
        foreach (double step in InitialSteps)
        {
            LineSearchResult found = Search(search, α => (α, -1), step);

            (found.Step, found.Value, found.Slope, found.Succeeded).Should().Be((0.0, 0.0, -1.0, false), $"there is nothing lower, also from {step}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Search_SlopeOfTheWrongSignAndALargeValue_MovesWithinTheRounding(LineSearch search)
    {
        foreach (double value in (double[])[1, -3])
        {
            foreach (double step in InitialSteps)
            {
                // a step so short that the value and its promised fall c₁α are lost in rounding can meet the conditions
                LineSearchResult found = Search(search, α => (value + α, -1), step);

                found.Value.Should().Be(value);
                found.Step.Should().BeLessThan(Problems.Ulp * Math.Abs(value));
                found.Succeeded.Should().Be(search is ArmijoBacktracking && found.Step > 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Search_ConstantWithASlope_MovesWithinTheRounding(LineSearch search)
    {
        LineSearchResult found = Search(search, _ => (5, -1), 1);

        // c₁α is below half a unit of the last place of 5
        (search.Decrease * found.Step).Should().BeLessThanOrEqualTo(2 * Problems.Ulp);
        found.Succeeded.Should().Be(search is ArmijoBacktracking);
    }

    [Fact]
    public void ArmijoBacktracking_Steps_ShrinkToBetweenATenthAndAHalf()
    {
        var line = new RecordedLine(α => ((α * α * α * α) - α, (4 * α * α * α) - 1));
        new ArmijoBacktracking().Search(line.Evaluate, 1e4).Succeeded.Should().BeTrue();

        line.Steps.Should().HaveCountGreaterThan(4);
        for (int i = 2; i < line.Steps.Count; i++)
        {
            (line.Steps[i] / line.Steps[i - 1]).Should().BeInRange(0.1 * (1 - 1e-15), 0.5);
        }
    }

    /// <summary>Searches, and holds every search to what all of them promise.</summary>
    private static LineSearchResult Search(LineSearch search, Func<double, (double Value, double Slope)> line, double initialStep)
    {
        var recorded = new RecordedLine(line);
        LineSearchResult found = search.Search(recorded.Evaluate, initialStep);

        found.Evaluations.Should().Be(recorded.Steps.Count - 1).And.BeLessThanOrEqualTo(EvaluationLimit);
        recorded.Steps.Should().OnlyContain(step => step >= 0 && double.IsFinite(step));
        (found.Value, found.Slope).Should().Be(line(found.Step));
        if (!found.Succeeded)
        {
            found.Value.Should().BeLessThanOrEqualTo(line(0).Value);
        }

        return found;
    }
}
