using System.Data;
using System.Globalization;

namespace Optimizers.Regression.Tests;

/// <summary>A fit leaves no reader open, however it ends.</summary>
public sealed class StreamedReaderTests : IDisposable
{
    private static readonly TableSchema Schema = new() { Target = "y" };

    private static readonly LinearRegression MiniBatch = new()
    {
        Optimizer = new StochasticGradientDescent { LearningRate = 1e-4 },
        Batches = new MiniBatches(7) { Epochs = 3, Order = SampleOrder.AsGiven },
        Standardize = false,
    };

    private readonly DataTable _table = new() { Locale = CultureInfo.InvariantCulture };
    private int _open;
    private int _opened;

    public StreamedReaderTests()
    {
        _table.Columns.Add("x", typeof(double));
        _table.Columns.Add("y", typeof(double));
        for (int i = 0; i < 5000; i++)
        {
            _table.Rows.Add(i % 10, (2 * (i % 10)) + 1);
        }
    }

    public void Dispose() => _table.Dispose();

    private TableSource Source => TableSource.FromReader(() => CountedReader.Open(_table, () => (_open, _opened) = (_open + 1, _opened + 1), () => _open--));

    public static TheoryData<string, LinearRegression> Regressions => new()
    {
        { "default", new LinearRegression() },
        { "quantile", new LinearRegression { Loss = Losses.Quantile(0.5) } },
        { "penalized", new LinearRegression { Penalty = new L1Penalty(0.1) } },
        { "batches", MiniBatch },
        { "stopped early", MiniBatch with { Stopping = new StoppingCriteria { MaxIterations = 5 } } },
    };

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Fit_Completed_LeavesNoReaderOpen(string name, LinearRegression regression)
    {
        regression.Fit(Source, Schema);

        _opened.Should().BePositive(name);
        _open.Should().Be(0, name);
    }

    [Fact]
    public void Iterate_LeftEarly_LeavesNoReaderOpenAndGoesOn()
    {
        FitRun<LinearModel> fit = MiniBatch.Iterate(Source, Schema);
        foreach (Iteration iteration in fit)
        {
            if (iteration.Number == 10)
            {
                break;
            }
        }

        _open.Should().Be(0);
        LinearModel resumed = fit.Complete(), whole = MiniBatch.Fit(Source, Schema);
        resumed.Parameters.Should().Equal(whole.Parameters);
        _open.Should().Be(0);
    }

    [Fact]
    public void Dispose_OfAnEnumerationByHand_ClosesItsReader()
    {
        FitRun<LinearModel> fit = MiniBatch.Iterate(Source, Schema);
        IEnumerator<Iteration> enumerator = fit.GetEnumerator();
        enumerator.MoveNext();
        enumerator.MoveNext();
        _open.Should().Be(1, "a batch leaves the reader open for the next");

        fit.Dispose();

        _open.Should().Be(0);
    }

    [Fact]
    public void Fit_OfATableThatThrows_LeavesNoReaderOpen()
    {
        _table.Rows[4000]["x"] = DBNull.Value;

        Action fit = () => MiniBatch.Fit(Source, Schema);

        fit.Should().Throw<ArgumentException>().WithMessage("Row 4000, column 'x' is empty or NaN; every cell must be a finite number (rows counted from 0).*");
        _open.Should().Be(0);
    }
}
