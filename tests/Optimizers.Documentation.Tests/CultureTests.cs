using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Optimizers.Data;
using Optimizers.Plotting;
using Optimizers.Regression;

namespace Optimizers.Documentation.Tests;

/// <summary>Nothing that the library prints depends on the culture of the thread.</summary>
public sealed class CultureTests
{
    /// <summary>The compiler's own <c>ToString</c> of a record formats numbers by the culture of the thread.</summary>
    [Fact]
    public void PublicRecords_All_PrintByAToStringOfTheirOwn()
    {
        Assembly[] assemblies = [typeof(IOptimizer).Assembly, typeof(LinearRegression).Assembly, typeof(CsvOptions).Assembly, typeof(ContourPlot).Assembly];
        Type[] records = [.. assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsAbstract && IsRecord(type))];

        records.Should().HaveCountGreaterThan(60);
        records.Where(type => type.GetMethod("ToString", Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)).Should().BeEmpty();
    }

    [Fact]
    public void ToString_CultureWithAComma_PrintsPoints()
    {
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "−");
        var rule = new StochasticGradientDescent { LearningRate = new Cyclic(0.125, 0.5, 3), Momentum = 0.5 };
        IOptimizer[] settings = [rule, new Adam { LearningRate = 0.25 }, new ClipByNorm(1.5)
            .Then(rule), new Lookahead(rule), new Lbfgs(), new Lbfgsb(new Box(-0.5, 1.5)), new Supervised(rule)];
        object[] printed = [.. settings, new MiniBatches(3) { Order = SampleOrder.Weighted(0.5, 1.5) },
            new CsvOptions(), new StoppingCriteria { TargetValue = -0.5 }, new Iteration(1, 2, -0.5, 0.25)];
        string[] invariant = [.. printed.Select(settings => settings.ToString()!)];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = comma;
            string.Create(comma, $"{-0.5}").Should().Be("−0,5");
            printed.Select(settings => settings.ToString()).Should().Equal(invariant);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        invariant.Should().NotContain(
            text => text.Contains("System.", StringComparison.Ordinal) || text.Contains('`') || text.Contains("= ,", StringComparison.Ordinal));
    }

    private static bool IsRecord(Type type)
        => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) is not null;
}
