using Optimizers.Regression;

namespace Optimizers.Documentation.Tests;

/// <summary>The page on solvers shows the table that chooses them.</summary>
public sealed class SolverTableTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Sources.Root, "docs", "solvers.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Page_HasTheTableAsItIsPrinted()
    {
        string[] lines = [.. Page.Split('\n').Where(line => line.StartsWith('|'))];

        string.Join('\n', lines).Should().Be(LinearRegression.SolverTable);
        Page.Should().Contain($"\n\n{LinearRegression.SolverTable}\n\n", "nothing stands between its lines");
    }

    [Fact]
    public void Solver_SaysTheRow()
    {
        Matrix<double> x = Matrix<double>.Build.Dense(20, 3, (i, j) => Math.Sin((i * (j + 1)) + j));
        Vector<double> y = x.RowSums() + Vector<double>.Build.Dense(20, i => Math.Cos(i * i)), labels = y.Map(value => value > 0 ? 1.0 : 0);
        LinearModel[] models =
        [
            new LinearRegression().Fit(x, y),
            new LinearRegression { Penalty = new RidgePenalty(0.1) }.Fit(x.SubMatrix(0, 2, 0, 3), y.SubVector(0, 2)),
            new LinearRegression { Penalty = new L1Penalty(0.1) }.Fit(x, y),
            new LinearRegression { Penalty = new GroupLassoPenalty(0.1, 2, 1) }.Fit(x, y),
            new LinearRegression { Loss = Losses.MeanAbsoluteError }.Fit(x, y),
            new LinearRegression { Loss = Losses.Logistic, Penalty = new RidgePenalty(0.1) }.Fit(x, labels),
            new LinearRegression { Loss = Losses.Logistic, Penalty = new L1Penalty(0.1) }.Fit(x, labels),
            new LinearRegression { Loss = Losses.Logistic, Penalty = new GroupLassoPenalty(0.1, 2, 1) }.Fit(x, labels),
            new LinearRegression { Loss = Losses.RootMeanSquaredError, Penalty = new L1Penalty(0.1) }.Fit(x, y),
        ];
        string[] rows =
        [
            .. LinearRegression.SolverTable.Split('\n').Skip(2)
                .Select(row => row.Split('|', StringSplitOptions.TrimEntries)).Select(cells => $"{cells[2]} {cells[3]}"),
        ];

        models.Select(model => model.Solver).Should().OnlyHaveUniqueItems();
        models.Should().AllSatisfy(model => rows.Should().Contain(model.Solver));
    }
}
