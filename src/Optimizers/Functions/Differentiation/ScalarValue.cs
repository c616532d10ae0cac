using System.Buffers;

namespace Optimizers;

/// <summary>The value of a function without derivatives.</summary>
internal static class ScalarValue
{
    public static double Of<TFunction>(TFunction function, ReadOnlySpan<double> point)
        where TFunction : IScalarFunction
    {
        Plain[] x = ArrayPool<Plain>.Shared.Rent(point.Length);
        for (int i = 0; i < point.Length; i++)
        {
            x[i] = point[i];
        }

        double value = function.Evaluate<Plain>(x.AsSpan(0, point.Length)).Value;
        ArrayPool<Plain>.Shared.Return(x);
        return value;
    }
}
