namespace Optimizers.Tests;

public sealed class MoreThuenteTests
{
    // the steps that the paper prints, to its two digits
    private static readonly double[][] Steps =
    [
        [1.4, 1.4, 10, 37], [1.6, 1.6, 1.6, 1.6], [1.0, 1.0, 1.0, 1.0], [0.08, 0.10, 0.35, 0.83], [0.075, 0.078, 0.073, 0.076], [0.93, 0.93, 0.92, 0.92],
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Search_LinesOfThePaper_TakesItsEvaluationsToItsSteps(int table)
    {
        MoreThuenteProblem problem = MoreThuenteProblem.Tables[table];
        var search = new MoreThuente { Decrease = problem.Decrease, Curvature = problem.Curvature };
        for (int i = 0; i < 4; i++)
        {
            LineSearchResult found = search.Search(problem.Line, MoreThuenteProblem.InitialSteps[i]);

            found.Evaluations.Should().Be(problem.Counts[i]);
            // half a unit of the last digit printed, at most a sixteenth
            found.Step.Should().BeApproximately(Steps[table][i], 0.063 * Steps[table][i]);
        }
    }
}
