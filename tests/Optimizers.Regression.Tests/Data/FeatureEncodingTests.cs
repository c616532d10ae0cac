using System.Text.Json;

namespace Optimizers.Regression.Tests;

public sealed class FeatureEncodingTests
{
    private static readonly FeatureEncoding Encoding = new(
        ["age"], [new CategoricalColumn("sex", ["female", "male"]), new CategoricalColumn("port", ["S", "C"], dropFirst: false)], new PolynomialFeatures());

    [Fact]
    public void Encode_ATableWithOtherColumns_ReadsItsOwn()
    {
        var table = Passengers.Table();
        table.Rows.RemoveAt(3);

        Matrix<double> X = Encoding.Encode(TableSource.FromReader(table.CreateDataReader));

        Encoding.FeatureNames.Should().Equal("age", "age^2", "sex=male", "port=S", "port=C");
        X.Should().Be(Matrix<double>.Build.DenseOfArray(new[,] { { 29, 841, 0.0, 1, 0 }, { 2.5, 6.25, 1, 0, 1 }, { 30, 900, 0, 1, 0 } }));
    }

    [Fact]
    public void Encode_AColumnThatIsNotThere_IsRefused()
    {
        var table = Passengers.Table();
        table.Columns.Remove("port");
        Refused(
            () => Encoding.Encode(TableSource.FromReader(table.CreateDataReader)), "There is no column 'port'; the columns are 'survived', 'age'*", "source");
    }

    [Fact]
    public void Constructor_TwinNamesOrNoFeatures_IsRefused()
    {
        Refused(() => _ = new FeatureEncoding(["sex"], [new CategoricalColumn("sex", ["a"])]), "The names must differ: sex, sex.*", "categoricalColumns");
        Refused(() => _ = new FeatureEncoding([], [new CategoricalColumn("sex", ["a"])]), "There is no feature*", "numericColumns");
        Refused(() => _ = new FeatureEncoding([null!], []), "A column is null.*", "numericColumns");
        Refused(() => _ = new FeatureEncoding(["age"], [null!]), "A column is null.*", "categoricalColumns");
        Refused(() => _ = new CategoricalColumn("sex", []), "Column 'sex' needs categories*given are 0*", "categories");
        Refused(
            () => _ = new CategoricalColumn("sex", ["a", ""]), "Column 'sex' needs categories, and none may be empty; given are 2: 'a', ''.*", "categories");
        Refused(() => _ = new CategoricalColumn("sex", ["a", "a"]), "The names must differ: a, a.*", "categories");
    }

    [Fact]
    public void Json_ThereAndBack_KeepsTheEncoding()
    {
        FeatureEncoding read = JsonSerializer.Deserialize<FeatureEncoding>(JsonSerializer.Serialize(Encoding))!;

        read.FeatureNames.Should().Equal(Encoding.FeatureNames);
        read.CategoricalColumns.Select(column => column.DropFirst).Should().Equal(true, false);
        read.Polynomial.Should().Be(Encoding.Polynomial);
    }
}
