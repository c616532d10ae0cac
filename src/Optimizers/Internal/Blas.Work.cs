namespace Optimizers;

/// <content>The operations as work that can be shared.</content>
internal static partial class Blas
{
    private readonly struct Dots : IVectorOperation
    {
        public static double Do(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y) => Dot(x, z);
    }

    private readonly struct Additions : IVectorOperation
    {
        public static double Do(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y)
        {
            AddScaled(c, x, y);
            return 0;
        }
    }

    private readonly struct AdditionsAndDots : IVectorOperation
    {
        public static double Do(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y) => AddScaledAndDot(c, x, y, z);
    }

    private readonly struct Scalings : IVectorOperation
    {
        public static double Do(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y)
        {
            Scale(c, x, y);
            return 0;
        }
    }

    private readonly struct Combinations : IVectorOperation
    {
        public static double Do(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y)
        {
            Combine(x, c, z, y);
            return 0;
        }
    }

    private readonly struct MaxNorms : IVectorOperation
    {
        public static double Do(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y) => MaxNorm(x);

        public static double Join(double first, double second) => Math.Max(first, second);
    }
}
