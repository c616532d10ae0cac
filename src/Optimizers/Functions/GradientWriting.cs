namespace Optimizers;

/// <summary>Finds partial derivatives that a function does not write, or adds to what was there: over NaN they are NaN, over zeros they are not.</summary>
internal static class GradientWriting
{
    /// <param name="overNaN">The gradient that the function left over NaN, n.</param>
    /// <param name="evaluate">Evaluates the function at the same point, over what is in the array.</param>
    /// <returns>The first such coordinate, and what the fault is.</returns>
    public static (int Coordinate, GradientFault Fault)? FindFault(ReadOnlySpan<double> overNaN, Action<double[]> evaluate)
    {
        if (Require.FirstNotFinite(overNaN) is null)
        {
            return null;
        }

        int n = overNaN.Length;
        double[] overZeros = Over(0), overOnes = Over(1), again = Over(double.NaN);
        for (int i = 0; i < n; i++)
        {
            if (double.IsNaN(overNaN[i]) && double.IsNaN(again[i]) && double.IsFinite(overZeros[i]))
            {
                return (i, overZeros[i] == 0 && Math.Abs(overOnes[i]) == 1 ? GradientFault.Unset : GradientFault.Added);
            }
        }

        return null;

        double[] Over(double number)
        {
            double[] gradient = new double[n];
            Array.Fill(gradient, number);
            evaluate(gradient);
            return gradient;
        }
    }

    /// <summary>The fault in words, as the end of a sentence on the function.</summary>
    public static string Words(GradientFault fault, int coordinate)
        => fault == GradientFault.Unset
            ? Invariant($"the gradient function leaves coordinate {coordinate} unset")
            : Invariant($"the gradient function adds to what is at coordinate {coordinate} in place of writing it");
}
