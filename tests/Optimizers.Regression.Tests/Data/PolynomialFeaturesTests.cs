namespace Optimizers.Regression.Tests;

public sealed class PolynomialFeaturesTests
{
    [Theory]
    [InlineData(1, false, "a|b|c")]
    [InlineData(2, false, "a|b|c|a^2|a b|a c|b^2|b c|c^2")]
    [InlineData(2, true, "a|b|c|a b|a c|b c")]
    [InlineData(3, true, "a|b|c|a b|a c|b c|a b c")]
    [InlineData(5, true, "a|b|c|a b|a c|b c|a b c")]
    [InlineData(3, false, "a|b|c|a^2|a b|a c|b^2|b c|c^2|a^3|a^2 b|a^2 c|a b^2|a b c|a c^2|b^3|b^2 c|b c^2|c^3")]
    public void Names_OfADegree_AreThoseOfScikitLearn(int degree, bool interactionsOnly, string names)
        => new PolynomialFeatures { Degree = degree, InteractionsOnly = interactionsOnly }.Names(["a", "b", "c"]).Should().Equal(names.Split('|'));

    [Fact]
    public void Apply_ToRows_MakesTheProductsInTheOrderOfTheNames()
    {
        Matrix<double> X = Matrix<double>.Build.DenseOfArray(new[,] { { 2.0, 3, 5 }, { -1, 0.5, 4 } });

        Matrix<double> expanded = new PolynomialFeatures { Degree = 3 }.Apply(X);

        double[][] closedForms = [.. X.EnumerateRows().Select(row => Closed(row[0], row[1], row[2]))];
        expanded.ToRowArrays().Should().BeEquivalentTo(closedForms, options => options.WithStrictOrdering(), "products of these numbers are exact");

        static double[] Closed(double a, double b, double c)
            => [
                a, b, c, a * a, a * b, a * c, b * b, b * c, c * c, a * a * a, a * a * b, a * a * c, a * b * b, a * b * c, a * c * c, b * b * b, b * b * c,
                b * c * c, c * c * c];
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Apply_AnyDegree_MakesAsManyColumnsAsBinomialsSay(bool interactionsOnly)
    {
        for (int features = 1; features <= 6; features++)
        {
            for (int degree = 1; degree <= 5; degree++)
            {
                Matrix<double> expanded = new PolynomialFeatures { Degree = degree, InteractionsOnly = interactionsOnly }.Apply(
                    Matrix<double>.Build.Dense(1, features, 2));

                double count = interactionsOnly
                    ? Enumerable.Range(1, degree).Sum(factors => MathNet.Numerics.SpecialFunctions.Binomial(features, factors))
                    : MathNet.Numerics.SpecialFunctions.Binomial(features + degree, degree) - 1;
                expanded.ColumnCount.Should().Be((int)Math.Round(count));
            }
        }
    }

    [Fact]
    public void Apply_TooManyProducts_IsRefusedBeforeTheyAreMade()
        => Refused(
            () => new PolynomialFeatures { Degree = 8 }.Apply(Matrix<double>.Build.Dense(1, 1000)),
            "The products of 1000 features up to degree 8 are more than an array holds*",
            "Degree");

    [Fact]
    public void Degree_BelowOne_IsRefused() => Refused(() => _ = new PolynomialFeatures { Degree = 0 }, "Degree must be at least 1; it is 0.*", "Degree");
}
