namespace Optimizers.Tests;

/// <summary>A search takes the same way whatever the units of steps and values.</summary>
public sealed class LineSearchUnitTests
{
    public static TheoryData<LineSearch> Searches => [.. UnitMethods.Searches];

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_UnitsOfPowersOf2_FindsTheSameBits(LineSearch search)
    {
        foreach (Func<double,
            (double Value, double Slope)> line in (Func<double, (double Value, double Slope)>[])[.. MoreThuenteProblem.Tables.Select(table => table.Line),
                Walled])
        {
            foreach (double initialStep in (double[])[1e-3, 0.1, 10, 1000])
            {
                LineSearchResult expected = search.Search(line, initialStep);
                foreach (Unit unit in Unit.PowersOf2)
                {
                    LineSearchResult found = search.Search(
                        α => (line(α / unit.Variable).Value * unit.Value, line(α / unit.Variable).Slope * unit.Slope), initialStep * unit.Variable);

                    found.Should().Be(new LineSearchResult(expected.Step * unit.Variable, expected.Value * unit.Value,
                        expected.Slope * unit.Slope, expected.Evaluations, expected.Succeeded), $"{unit}");
                }
            }
        }
    }

    // NaN in a gap within the bracket
    private static (double Value, double Slope) Walled(double α)
        => α is > 2 and < 2.5 ? (double.NaN, double.NaN) : (((α - 1.9) * (α - 1.9)) + (α > 2 ? 9 : 0), 2 * (α - 1.9));
}
