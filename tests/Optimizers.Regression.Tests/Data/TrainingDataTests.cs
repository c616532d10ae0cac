namespace Optimizers.Regression.Tests;

public sealed class TrainingDataTests
{
    private static readonly double[,] X = { { 1, 2 }, { 3, 4 }, { 5, 6 } };
    private static readonly double[] Y = [7, 8, 9];

    [Fact]
    public void From_EveryKindOfArrays_GivesTheSameSamples()
    {
        Matrix<double> matrix = Matrix<double>.Build.DenseOfArray(X);
        TrainingData[] all =
        [
            TrainingData.From(X, Y),
            TrainingData.From([[1, 2], [3, 4], [5, 6]], Y),
            TrainingData.From(matrix, Vector<double>.Build.Dense(Y)),
            TrainingData.From(matrix, Vector<double>.Build.Dense(Y).ToColumnMatrix()),
        ];

        foreach (TrainingData data in all)
        {
            (data.SampleCount, data.FeatureCount, data.TargetCount).Should().Be((3, 2, 1));
            data.FeatureNames.Should().Equal("x0", "x1");
            data.TargetNames.Should().Equal("y");
            data.Classes.Should().BeEmpty();
            data.Encoding.Should().BeNull();
            data.Rows.Features.ToArray().Should().Equal(1, 2, 3, 4, 5, 6);
            data.Rows.Targets.Should().Equal(Y);
            (data.Rows.Weights, data.Rows.Offsets).Should().Be((null, null));
        }
    }

    [Fact]
    public void From_SeveralTargets_KeepsNames()
    {
        Matrix<double> matrix = Matrix<double>.Build.DenseOfArray(X);

        TrainingData named = TrainingData.From(matrix, matrix, ["a", "b"], ["c", "d"]);

        named.FeatureNames.Should().Equal("a", "b");
        named.TargetNames.Should().Equal("c", "d");
        TrainingData.From(matrix, matrix).TargetNames.Should().Equal("y0", "y1");
    }

    [Fact]
    public void From_WrongArguments_IsRefused()
    {
        Refused(() => TrainingData.From(X, [1, 2]), "X has 3 rows and y has 2*", "y");
        Refused(() => TrainingData.From([[1, 2], [3]], [1, 2]), "Row 1 of X has 1 entries and row 0 has 2*", "X");
        Refused(() => TrainingData.From(new double[0, 2], []), "X is empty: 0 rows × 2 columns.*", "X");
        Refused(() => TrainingData.From(Array.Empty<double[]>(), []), "X is empty: 0 rows*", "X");
        Refused(() => TrainingData.From(X, null!), "Value cannot be null.*", "y");
        Refused(() => TrainingData.From(X, [1, double.NaN, 3]), "Row 1 of y is NaN*", "y");
        Refused(() => TrainingData.From(X, Y, ["a"]), "There are 1 names for 2 features.*", "featureNames");
        Refused(() => TrainingData.From(X, Y, ["a", "a"]), "The names must differ: a, a.*", "featureNames");
    }

    [Fact]
    public void WithWeights_AndExposure_AreTakenIntoTheSamples()
    {
        TrainingData plain = TrainingData.From(X, Y, ["a", "b"]);

        TrainingData data = plain.WithWeights([1, 0, 2]).WithExposure([1, 2, 4]);

        data.Rows.Weights.Should().Equal(1, 0, 2);
        data.Rows.Offsets.Should().Equal(0, Math.Log(2), Math.Log(4));
        data.FeatureNames.Should().Equal("a", "b");
        plain.Rows.Weights.Should().BeNull("data do not change");
        Refused(() => plain.WithWeights([1, 2]), "There are 2 weights for 3 samples.*", "weights");
        Refused(() => plain.WithWeights([1, -2, 3]), "Row 1 of weights is -2; every weight must be finite and at least 0*", "weights");
        Refused(() => plain.WithExposure([1, 2, 0]), "Row 2 of exposure is 0; every exposure must be finite and above 0*", "exposure");
        Refused(() => plain.WithExposure([1, double.PositiveInfinity, 0]), "Row 1 of exposure is Infinity*", "exposure");
    }

    [Fact]
    public void WithGroups_NumbersOrNames_AreNumberedAsTheyCome()
    {
        TrainingData plain = TrainingData.From(X, Y), data = plain.WithGroups(["b", "a", "b"]);

        data.Groups.Should().Equal(0, 1, 0);
        plain.Groups.Should().BeNull();
        plain.WithGroups([7, 7, 3]).WithWeights([1, 0, 2]).Groups.Should().Equal(0, 0, 1);
        data.Rows.Subset([2, 1]).Groups.Should().Equal(0, 1);
        Refused(() => plain.WithGroups([1, 2]), "There are 2 groups for 3 samples.*", "groups");
        Refused(() => plain.WithGroups(["a", null!, "b"]), "Row 1 of groups is null; every sample needs a group (counted from 0).*", "groups");
    }

    [Fact]
    public void FromTable_AColumnOfGroups_IsNoFeature()
    {
        RecordTable<Passenger> table = TrainingData.Of(Passengers.Records).Target(p => p.Port).Feature(p => p.Age).Feature(p => p.Sex)
            .Groups(p => p.Age > 30 ? "old" : "young", "age group");
        RecordTable<Passenger> missing = TrainingData.Of(Passengers.Records).Target(p => p.Fare).Feature(p => p.Age).Groups(_ => null, "none");

        TrainingData data = table.Build();

        data.FeatureNames.Should().Equal("Age", "Sex=male");
        data.Classes.Should().Equal("C", "Q", "S");
        data.Groups.Should().Equal(Passengers.Records.Select(p => (p.Age > 30) == (Passengers.Records[0].Age > 30) ? 0 : 1));
        table.Schema.Should().NotBe(table.Schema with { Groups = null });
        Refused(() => missing.Build(), "Row 0, column 'none' is empty*", "source");
    }

    [Fact]
    public void FromTable_NumbersAndCategories_EncodesThem()
    {
        TrainingData data = TrainingData.FromTable(TableSource.FromReader(Passengers.Table().CreateDataReader), Passengers.Fares);

        data.FeatureNames.Should().Equal("age", "sex=male", "port=Q", "port=S");
        data.TargetNames.Should().Equal("fare");
        data.Rows.Features.ToArray().Should().Equal(Passengers.Features);
        data.Rows.Targets.Should().Equal(Passengers.Records.Select(p => p.Fare));
        data.Rows.Weights.Should().Equal(Passengers.Records.Select(p => p.Weight));
        data.Rows.Offsets.Should().Equal(Passengers.Records.Select(p => Math.Log(p.Days)));
        data.Encoding!.CategoricalColumns.Select(column => string.Join(' ', column.Categories)).Should().Equal("female male", "C Q S");
    }

    [Fact]
    public void FromTable_NothingButATarget_TakesAllOtherColumns()
    {
        TrainingData data = TrainingData.FromTable(
            TableSource.FromReader(Passengers.Table().CreateDataReader()),
            new TableSchema { Targets = ["fare", "age"], Categorical = ["survived", "sex", "port"], DropFirst = false });

        data.FeatureNames.Should().Equal("weight", "days", "survived=no", "survived=yes", "sex=female", "sex=male", "port=C", "port=Q", "port=S");
        data.TargetNames.Should().Equal("fare", "age");
        data.Rows.Targets.Should().Equal(Passengers.Records.SelectMany(p => new[] { p.Fare, p.Age }));
    }

    [Fact]
    public void FromTable_WithProducts_MakesThemOfTheNumbers()
    {
        TrainingData data = TrainingData.FromTable(
            TableSource.FromReader(Passengers.Table().CreateDataReader()),
            new TableSchema { Target = "fare", Features = ["sex", "age", "weight"], Categorical = ["sex"], Polynomial = new PolynomialFeatures() });

        data.FeatureNames.Should().Equal("age", "weight", "age^2", "age weight", "weight^2", "sex=male");
        data.Rows.Row(1).ToArray().Should().Equal(2.5, 0.5, 6.25, 1.25, 0.25, 1);
    }

    [Fact]
    public void FromTable_CategoricalTarget_MakesClasses()
    {
        TableSource table = TableSource.FromReader(Passengers.Table().CreateDataReader);

        TrainingData two = TrainingData.FromTable(table, new TableSchema { Target = "survived", Features = ["age"], Categorical = ["survived"] });
        TrainingData three = TrainingData.FromTable(table, new TableSchema { Target = "port", Features = ["age"], Categorical = ["port"] });

        (two.Classes, two.TargetNames).Should().BeEquivalentTo((new[] { "no", "yes" }, new[] { "yes" }));
        two.Rows.Targets.Should().Equal(1, 0, 0, 1);
        (three.Classes, three.TargetNames).Should().BeEquivalentTo((new[] { "C", "Q", "S" }, new[] { "C", "Q", "S" }));
        three.Rows.Targets.Should().Equal(0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0);
    }

    [Fact]
    public void FromTable_WithTheEncodingOfOtherData_KeepsItsFeaturesAndClasses()
    {
        var schema = new TableSchema { Target = "port", Features = ["age", "sex"], Categorical = ["port", "sex"] };
        TableSource table = TableSource.FromReader(Passengers.Table().CreateDataReader);
        TrainingData fitted = TrainingData.FromTable(table, schema);
        var men = new System.Data.DataView(Passengers.Table(), "sex = 'male'", null, System.Data.DataViewRowState.CurrentRows);

        TrainingData others = TrainingData.FromTable(
            TableSource.FromReader(men.ToTable().CreateDataReader()), schema with { Classes = fitted.Classes }, fitted.Encoding);

        others.FeatureNames.Should().Equal(fitted.FeatureNames);
        others.Rows.Features.ToArray().Should().Equal(2.5, 1, 48, 1);
        others.Rows.Targets.Should().Equal(1, 0, 0, 0, 1, 0);
        Refused(
            () => TrainingData.FromTable(table, schema with { Features = ["age"], Categorical = ["port"] }, fitted.Encoding),
            "The encoding is of the columns 'age', 'sex'; the schema has the features 'age'.*",
            "encoding");
        Refused(
            () => TrainingData.FromTable(table, schema with { Classes = ["C", "S"] }, fitted.Encoding),
            "Row 3, column 'port': 'Q' is none of the known categories 'C', 'S'*",
            "source");
    }

    [Fact]
    public void FromTable_ManyRows_KeepsTheirOrder()
    {
        TrainingData data = TrainingData.Of(Enumerable.Range(0, 20_000))
            .Target(i => i).Feature(i => 2 * i, "double").Feature(i => (i % 3).ToString(), "rest").Build();

        data.Rows.Targets.Should().Equal(Enumerable.Range(0, 20_000).Select(i => (double)i));
        data.Rows.Features.ToArray()
            .Should().Equal(Enumerable.Range(0, 20_000).SelectMany(i => new double[] { 2 * i, i % 3 == 1 ? 1 : 0, i % 3 == 2 ? 1 : 0 }));
    }
}
