namespace Optimizers.Tests;

public sealed class LineSearchTests
{
    public static TheoryData<LineSearch> Searches => [new ArmijoBacktracking(), new StrongWolfe(), new MoreThuente(), new HagerZhang()];

    public static TheoryData<string, int> Problems
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string name in (string[])["ArmijoBacktracking", "StrongWolfe", "MoreThuente", "HagerZhang"])
            {
                for (int table = 0; table < MoreThuenteProblem.Tables.Count; table++)
                {
                    data.Add(name, table);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Search_MoreAndThuentesLines_FindsAStepThatMeetsTheConditions(string name, int table)
    {
        MoreThuenteProblem problem = MoreThuenteProblem.Tables[table];
        (double μ, double η) = (problem.Decrease, problem.Curvature);
        LineSearch search = name switch
        {
            "ArmijoBacktracking" => new ArmijoBacktracking { Decrease = μ },
            "StrongWolfe" => new StrongWolfe { Decrease = μ, Curvature = η },
            "MoreThuente" => new MoreThuente { Decrease = μ, Curvature = η },
            _ => new HagerZhang { Decrease = μ, Curvature = η },
        };
        (double start, double slopeAtStart) = problem.Line(0);
        foreach (double initialStep in MoreThuenteProblem.InitialSteps)
        {
            var line = new RecordedLine(problem.Line);
            LineSearchResult found = search.Search(line.Evaluate, initialStep);

            found.Succeeded.Should().BeTrue();
            found.Step.Should().BePositive();
            (found.Value, found.Slope).Should().Be(problem.Line(found.Step));
            (double value, double slope) = problem.Line(found.Step);
            bool isLow = value <= start + (μ * found.Step * slopeAtStart), isFlat = Math.Abs(slope) <= η * -slopeAtStart;
            bool isHagerZhang = slope >= η * slopeAtStart && (isLow || (value <= start + (1e-6 * Math.Abs(start)) && slope <= ((2 * μ) - 1) * slopeAtStart));
            (name switch { "ArmijoBacktracking" => isLow, "HagerZhang" => isHagerZhang, _ => isLow && isFlat })
                .Should().BeTrue($"of its conditions, from {initialStep}");
            line.Steps[..2].Should().Equal(0, initialStep);
            found.Evaluations.Should().Be(line.Steps.Count - 1);
            // the zoom of StrongWolfe halves where its cubic comes near an end: half a digit an evaluation in the worst case, ten digits for table II
            found.Evaluations.Should().BeLessThanOrEqualTo(name == "StrongWolfe" ? 35 : 20);
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_FunctionDoesNotFallAtTheStart_Throws(LineSearch search)
    {
        foreach (double slope in (double[])[0, 1, double.NaN])
        {
            Refused(() => search.Search(_ => (1, slope), 1), $"The slope at 0 is {slope}; a search needs one below 0.*", "function");
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_BadArguments_Throws(LineSearch search)
    {
        var line = new RecordedLine(_ => (1, -1));
        foreach (double step in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Refused(() => search.Search(line.Evaluate, step), $"initialStep must be a finite number above 0; it is {step}.*", "initialStep");
        }

        line.Steps.Should().BeEmpty("the arguments are checked first");
        Action none = () => search.Search(null!, 1);
        none.Should().Throw<ArgumentNullException>().WithParameterName("function");
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_FunctionThrows_PassesItThrough(LineSearch search)
    {
        foreach (int call in (int[])[0, 1])
        {
            int calls = 0;
            Action run = () => search.Search(_ => calls++ < call ? (1, -1) : throw new InvalidOperationException("mine"), 1);

            run.Should().Throw<InvalidOperationException>().WithMessage("mine");
            calls.Should().Be(call + 1);
        }
    }

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        foreach (double value in (double[])[0, 1, -1, double.NaN])
        {
            foreach (LineSearch search in (LineSearch[])[new ArmijoBacktracking(), new StrongWolfe(), new MoreThuente(), new HagerZhang()])
            {
                Refused(() => _ = search with { Decrease = value }, "Decrease must be above 0 and below *", "Decrease");
            }

            Refused(() => _ = new StrongWolfe { Curvature = value }, "Curvature must be above 0 and below 1; it is *", "Curvature");
            Refused(() => _ = new MoreThuente { Curvature = value }, "Curvature must be above 0 and below 1; it is *", "Curvature");
            Refused(() => _ = new HagerZhang { Curvature = value }, "Curvature must be above 0 and below 1; it is *", "Curvature");
        }

        Refused(() => _ = new HagerZhang { Decrease = 0.5 }, "Decrease must be above 0 and below 0.5; it is 0.5.*", "Decrease");
        Refused(() => _ = new HagerZhang { Rounding = -1e-9 }, "Rounding must be a finite number that is at least 0; it is -1E-09.*", "Rounding");
        Refused(() => _ = new HagerZhang { Rounding = double.PositiveInfinity }, "Rounding must be *", "Rounding");
        new HagerZhang { Rounding = 0 }.Rounding.Should().Be(0);
    }

    [Fact]
    public void Settings_Defaults_AreTheDocumented()
    {
        new ArmijoBacktracking().Should().Be(new ArmijoBacktracking { Decrease = 1e-4 });
        new StrongWolfe().Should().Be(new StrongWolfe { Decrease = 1e-4, Curvature = 0.9 });
        new MoreThuente().Should().Be(new MoreThuente { Decrease = 1e-4, Curvature = 0.9 });
        new HagerZhang().Should().Be(new HagerZhang { Decrease = 0.1, Curvature = 0.9, Rounding = 1e-6 });
        new MoreThuente().Should().NotBe(new StrongWolfe());
    }

    [Fact]
    public void Settings_Changed_ChangeTheSteps()
    {
        // (α − 1)², and the same with a step up of 1 behind the minimum
        Func<double, (double, double)> parabola = α => ((α - 1) * (α - 1), 2 * (α - 1)), raised = α => (((α - 1) * (α - 1)) + (α > 1 ? 1 : 0), 2 * (α - 1));
        (LineSearch Search, LineSearch Changed, Func<double, (double, double)> Line, double InitialStep)[] cases =
        [
            (new ArmijoBacktracking(), new ArmijoBacktracking { Decrease = 0.5 }, parabola, 1.5),
            (new StrongWolfe(), new StrongWolfe { Decrease = 0.5 }, parabola, 1.5),
            (new StrongWolfe(), new StrongWolfe { Curvature = 0.1 }, parabola, 1.5),
            (new MoreThuente(), new MoreThuente { Decrease = 0.5 }, parabola, 1.5),
            (new MoreThuente(), new MoreThuente { Curvature = 0.1 }, parabola, 1.5),
            (new HagerZhang(), new HagerZhang { Decrease = 0.4 }, parabola, 1.5),
            (new HagerZhang(), new HagerZhang { Curvature = 0.99 }, parabola, 0.05),
            (new HagerZhang(), new HagerZhang { Rounding = 1 }, raised, 1.5),
        ];
        foreach ((LineSearch search, LineSearch changed, Func<double, (double, double)> line, double initialStep) in cases)
        {
            var one = new RecordedLine(line);
            var other = new RecordedLine(line);

            search.Search(one.Evaluate, initialStep).Succeeded.Should().BeTrue();
            changed.Search(other.Evaluate, initialStep).Succeeded.Should().BeTrue();
            other.Steps.Should().NotEqual(one.Steps, changed.ToString());
        }
    }
}
