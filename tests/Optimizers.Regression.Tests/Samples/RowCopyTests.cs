using System.Runtime.CompilerServices;

namespace Optimizers.Regression.Tests;

public sealed class RowCopyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 5)]
    [InlineData(10_007, 3)]
    [InlineData(70, 2_000)]
    public void Of_AnyShape_IsRowByRow(int n, int d)
    {
        double[] numbers = Points.Wave(n * d, 1);

        RowCopy.Of(Matrix<double>.Build.DenseOfRowMajor(n, d, numbers), "X").ToArray().Should().Equal(numbers);
    }

    [Fact]
    public void Of_NotFinite_NamesTheFirstRow()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(90_000, 2);
        X[80_000, 0] = double.NaN;
        X[70_000, 1] = double.PositiveInfinity;
        Action copy = () => RowCopy.Of(X, "X");

        copy.Should().Throw<ArgumentException>().WithParameterName("X").WithMessage(
            "Row 70000, column 1 of X is *; every entry must be finite (counted from 0).*");
    }

    [Fact]
    public void AlignedNumbers_Many_BeginAtACacheLine()
    {
        for (int i = 0; i < 20; i++)
        {
            var numbers = new AlignedNumbers(10_000 + i);
            numbers.Length.Should().Be(10_000 + i);
            (Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref numbers.Span[0]) % 64).Should().Be(0);
        }
    }
}
