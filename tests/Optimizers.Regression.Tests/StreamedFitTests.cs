namespace Optimizers.Regression.Tests;

/// <summary>Tables that are read block by block against the same samples in memory.</summary>
public sealed class StreamedFitTests
{
    private const int Rows = 10_000;

    private static readonly RecordTable<int> Table = TrainingData.Of(Enumerable.Range(0, Rows))
        .Target(i => Math.Round((2 * Math.Sin(i)) + (0.01 * (i % 97)) + Math.Cos(3 * i) + (i % 3)), "y")
        .Feature(i => Math.Sin(i), "wave")
        .Feature(i => 100 + (i % 97), "saw")
        .Feature(i => "abc"[i % 3].ToString(), "kind");

    public static TheoryData<string> Fits => ["least squares", "ridge", "huber", "lasso", "lbfgs", "weighted"];

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_Stream_IsTheFitInMemory(string what)
    {
        RecordTable<int> table = what == "weighted" ? Table.Weights(i => i % 4, "w") : Table;
        LinearRegression regression = what switch
        {
            "ridge" => new LinearRegression { Penalty = new RidgePenalty(0.1) },
            "huber" => new LinearRegression { Loss = Losses.Huber(0.5) },
            "lasso" => new LinearRegression { Penalty = new L1Penalty(0.1) },
            "lbfgs" => new LinearRegression { Optimizer = new Lbfgs() },
            _ => new LinearRegression(),
        };

        LinearModel streamed = regression.Fit(table.Source, table.Schema), whole = regression.Fit(table.Build());

        streamed.FeatureNames.Should().Equal(whole.FeatureNames).And.Equal("wave", "saw", "kind=b", "kind=c");
        GoldenFile.Deviation([.. streamed.Parameters], [.. whole.Parameters], 1e-9, 1e-12).Should().BeLessThanOrEqualTo(1);
        streamed.Training.Converged.Should().BeTrue(streamed.Training.ToString());
        streamed.Training.Value.Should().BeApproximately(whole.Training.Value, 1e-11 * whole.Training.Value);
        streamed.Predict(table.Source).Count.Should().Be(Rows);
        if (what is not ("ridge" or "lasso"))
        {
            streamed.Summary().Coefficients[0].StandardError.Should().BeApproximately(whole.Summary().Coefficients[0].StandardError, 1e-9);
        }
    }

    [Fact]
    public void Fit_MiniBatchesInTheGivenOrder_AreThoseInMemory()
    {
        var regression = new LinearRegression
        {
            Optimizer = new StochasticGradientDescent { LearningRate = 0.01 },
            Batches = new MiniBatches(48) { Epochs = 2, Order = SampleOrder.AsGiven },
            Standardize = false,
        };
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, Rows)).Target(i => Math.Sin(i), "y").Feature(i => Math.Cos(i), "x");

        LinearModel streamed = regression.Fit(table.Source, table.Schema), whole = regression.Fit(table.Build());

        streamed.Parameters.Should().Equal(whole.Parameters, "the batches are the same samples in the same order");
        streamed.Training.Iterations.Should().Be(whole.Training.Iterations);
    }

    [Fact]
    public void Fit_WhatAStreamCannotDo_IsRefused()
    {
        var shuffled = new LinearRegression { Optimizer = new Adam(), Batches = new MiniBatches(10) { Epochs = 1 } };

        Refused(() => shuffled.Fit(Table.Source, Table.Schema), "A stream is read in its order: the mini-batches need the Order AsGiven*", "Batches");
        LinearRegression early = shuffled with { EarlyStopping = new() };
        Refused(() => early.Fit(Table.Source, Table.Schema), "A table that is read in blocks takes no EarlyStopping*", "source");
        FluentActions.Invoking(
            () => new LinearRegression().Fit(Matrix<double>.Build.Dense(3, 1, (i, _) => i), Vector<double>.Build.Dense(3)).Predict(Table.Source))
            .Should().Throw<InvalidOperationException>().WithMessage("The model was fitted to numbers without an encoding*");
        using System.Data.DataTable numbers = new();
        numbers.Columns.Add("y", typeof(double));
        numbers.Columns.Add("x", typeof(double));
        numbers.Rows.Add(1.0, 2.0);
        numbers.Rows.Add(2.0, 3.0);
        using System.Data.IDataReader reader = numbers.CreateDataReader();
        FluentActions.Invoking(() => new LinearRegression().Fit(TableSource.FromReader(reader), new TableSchema { Target = "y" }))
            .Should().Throw<InvalidOperationException>().WithMessage("The table is a reader that can be read once*");
    }
}
