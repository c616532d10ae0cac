namespace Optimizers.Regression.Tests;

public sealed class TableSchemaTests
{
    [Fact]
    public void Target_IsTheFirstOfTargets()
    {
        new TableSchema { Target = "a" }.Targets.Should().Equal("a");
        new TableSchema { Targets = ["a", "b"] }.Target.Should().Be("a");
        new TableSchema().Target.Should().BeEmpty();
    }

    [Fact]
    public void Equals_ByContent()
    {
        TableSchema a = new() { Target = "y", Categorical = ["c"] }, b = new() { Target = "y", Categorical = ["c"] };

        a.Should().Be(b);
        a.GetHashCode().Should().Be(b.GetHashCode());
        a.Should().NotBe(b with { Categorical = [] });
        a.Should().NotBe(b with { Features = [] });
        a.Should().NotBe(b with { DropFirst = false });
        a.Should().NotBe(b with { Polynomial = new() });
        (a with { Classes = ["d"] }).Should().NotBe(b with { Classes = ["e"] });
    }

    [Fact]
    public void Schema_ThatDoesNotFitTheTable_IsRefused()
    {
        const string Columns = "'survived', 'age', 'sex', 'port', 'fare', 'weight', 'days'";
        Refused(new TableSchema(), $"The schema names no Target; the columns are {Columns}.*", "schema");
        Refused(new TableSchema { Target = "price" }, $"There is no column 'price'; the columns are {Columns}.*", "schema");
        Refused(new TableSchema { Target = "Fare" }, $"There is no column 'Fare'; did you mean 'fare'? The columns are {Columns}.*", "schema");
        Refused(new TableSchema { Target = "fare", Features = ["aeg"] }, "There is no column 'aeg'*", "schema");
        Refused(new TableSchema { Target = "fare", Categorical = ["town"] }, "There is no column 'town'*", "schema");
        Refused(new TableSchema { Target = "fare", Weights = "heft" }, "There is no column 'heft'*", "schema");
        Refused(new TableSchema { Target = "fare", Exposure = "time" }, "There is no column 'time'*", "schema");
        Refused(new TableSchema { Target = "fare", Features = ["age", "age"] }, "The schema has two uses of column 'age'.*", "schema");
        Refused(new TableSchema { Target = "fare", Features = ["age", "fare"] }, "The schema has two uses of column 'fare'.*", "schema");
        Refused(new TableSchema { Target = "fare", Weights = "fare" }, "The schema has two uses of column 'fare'.*", "schema");
        Refused(
            new TableSchema { Target = "fare", Features = ["age"], Categorical = ["sex"] },
            "Column 'sex' is listed in Categorical but is neither feature nor target.*",
            "schema");
        Refused(
            new TableSchema { Targets = ["fare", "sex"], Features = ["age"], Categorical = ["sex"] },
            "Column 'sex' is a categorical target beside others*there are 2.*",
            "schema");
        Refused(new TableSchema { Target = "fare", Features = [] }, "There is no feature*", "numericColumns");

        static void Refused(TableSchema schema, string message, string parameter)
            => Expect.Refused(() => TrainingData.FromTable(TableSource.FromReader(Passengers.Table().CreateDataReader), schema), message, parameter);
    }

    [Fact]
    public void Table_WithTwinOrNamelessColumns_IsRefused()
    {
        var schema = new TableSchema { Target = "y" };
        Expect.Refused(() => TrainingData.FromTable(Table("y", "x", "x"), schema), "The table has two columns 'x'.*", "source");
        Expect.Refused(() => TrainingData.FromTable(Table("", "y", "x"), schema), "Column 0 has no name*name the Features without it.*", "schema");
        TrainingData.FromTable(Table("", "y", "x"), schema with { Features = ["x"] }).FeatureNames.Should().Equal("x");

        static TableSource Table(params string[] names)
            => new RowSource(
                names, () => new RecordRows<int>([1, 2], [.. names.Select(name => new RecordColumn<int>(name, i => i, null))]), canReadAgain: true);
    }
}
