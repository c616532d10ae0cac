namespace Optimizers.Tests;

public sealed class ExplanationTests
{
    private static readonly IDifferentiableFunction Bowl = DifferentiableFunction.Create(2, (x, g) =>
    {
        (g[0], g[1]) = (2 * x[0], 2e6 * x[1]);
        return (x[0] * x[0]) + (1e6 * x[1] * x[1]);
    });

    [Fact]
    public void Explain_Converged_NamesTheToleranceAndWhatItMeans()
        => new Lbfgs().Minimize(Bowl, [1.0, 1.0]).Explain().Should()
            .Match("Converged: the gradient is within its tolerance. The gradient norm is *, within its tolerance *. The point is stationary*");

    [Fact]
    public void Explain_RateTooHigh_SaysSo()
    {
        OptimizationResult result = new GradientDescent { LearningRate = 0.01 }.Minimize(Bowl, [1.0, 1.0]);

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Explain().Should().Contain("The learning rate 0.01 may be too high: try 0.001.");
    }

    [Fact]
    public void Explain_UnlikeScalesAtTheLimit_NamesBothCoordinatesAndTheSetting()
        => new GradientDescent { LearningRate = 5e-7 }.Minimize(Bowl, [1.0, 1.0], new StoppingCriteria { MaxIterations = 100 }).Explain().Should()
            .Contain("The curvature along coordinate 1 is 2E+06, along coordinate 0 2").And.Contain("scaled very differently")
            .And.Contain("A higher MaxIterations lets it go on; for a smooth function Lbfgs is likely to be faster.");

    [Fact]
    public void Explain_OtherCriteria_SayHowFarTheyWere()
    {
        var stop = new StoppingCriteria { MaxEvaluations = 3, ValueTolerance = 1e-12, TargetValue = -1 };

        new Lbfgs().Minimize(Bowl, [1.0, 1.0], stop).Explain().Should().StartWith("Not converged: evaluation limit.")
            .And.Contain("times its tolerance").And.Contain("The last change of the value is")
                .And.Contain("from the target -1.").And.EndWith("A higher MaxEvaluations lets it go on.");
    }

    [Fact]
    public void Explain_SeveralTolerances_NamesTheNearest()
    {
        var stop = new StoppingCriteria { MaxIterations = 2, ValueTolerance = 1e-15, StepTolerance = 0.01 };

        string text = new GradientDescent { LearningRate = 1e-8 }.Minimize(Bowl, [1.0, 1.0], stop).Explain();

        // from (1, 1) a step of 2e-2, then of 1.96e-2
        text.Should().Contain("The last step is 0.0196 of the point's size; its tolerance is 0.01.")
            .And.Contain("The nearest tolerance was StepTolerance, 2 times away.");
        new Lbfgs().Minimize(Bowl, [1.0, 1.0], stop with { MaxIterations = 100 }).Explain().Should().StartWith("Converged").And.NotContain("nearest");
    }

    [Fact]
    public void Explain_Kink_SaysThatTheGradientJumps()
    {
        IDifferentiableFunction f = DifferentiableFunction.Create(2, (x, g) =>
        {
            (g[0], g[1]) = (2 * (x[0] - 1), Math.CopySign(3, x[1]));
            return ((x[0] - 1) * (x[0] - 1)) + (3 * Math.Abs(x[1]));
        });

        OptimizationResult result = new Bfgs().Minimize(f, [4.0, 2.0]);

        result.Reason.Should().Be(StopReason.LineSearchFailed);
        result.Explain().Should().Contain("jumps along coordinate 1: a kink");
    }

    [Fact]
    public void Explain_Unbounded_AsksForTheSign()
        => new Lbfgs().Minimize(DifferentiableFunction.FromExpression(x => 3 * x), [1.0])
            .Explain().Should().StartWith("Not converged: the value falls without bound.").And.Contain("call Maximize");

    [Fact]
    public void Explain_NotFiniteAtTheStart_SaysToStartElsewhere()
        => new Lbfgs().Minimize(DifferentiableFunction.FromExpression(x => Math.Log(x)), [-1.0])
            .Explain().Should().EndWith("The function is not finite at the start; start elsewhere.");

    [Fact]
    public void Explain_Maximize_SpeaksOfTheFunctionsOwnGradient()
    {
        IDifferentiableFunction wrong = DifferentiableFunction.Create(1, (x, g) => { g[0] = 2 * x[0]; return -x[0] * x[0]; });

        new Bfgs().Maximize(wrong, [2.0]).Explain()
            .Should().Contain("wrong at coordinate 0: at the start the function gives 4, differences of its value give -4.");
    }

    [Fact]
    public void Explain_CountsNoEvaluations()
    {
        OptimizationResult result = new GradientDescent { LearningRate = 1e-9 }.Minimize(Bowl, [1.0, 1.0], new StoppingCriteria { MaxIterations = 5 });
        long before = result.Evaluations;

        result.Explain();

        result.Evaluations.Should().Be(before);
    }
}
