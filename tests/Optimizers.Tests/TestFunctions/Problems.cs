using Optimizers.TestFunctions;

namespace Optimizers.Tests;

/// <summary>The test functions by name, as the data of theories.</summary>
internal static class Problems
{
    /// <summary>ε: the distance from 1 to the next number.</summary>
    public const double Ulp = 2.220446049250313e-16;

    private static readonly Dictionary<string, TestFunction> ById = TestFunction.All.ToDictionary(problem => problem.Id);

    public static TheoryData<string> All { get; } = [.. ById.Keys];

    public static TestFunction Get(string id) => ById[id];

    /// <summary>The start, moved by a hundredth of its size in every coordinate.</summary>
    public static double[] NearStart(this TestFunction problem)
        => [.. problem.Start.Select((x, i) => x + (0.01 * Math.Max(1, Math.Abs(x)) * Math.Sin((1.7 * i) + 2.3)))];

    /// <summary>The largest error of a gradient beside its largest entry, to which the rounding of every entry is tied by the sums that they share.</summary>
    public static double RelativeError(ReadOnlySpan<double> gradient, ReadOnlySpan<double> exact)
    {
        gradient.Length.Should().Be(exact.Length);
        double error = 0, largest = 0;
        for (int i = 0; i < exact.Length; i++)
        {
            error = Math.Max(error, Math.Abs(gradient[i] - exact[i]));
            largest = Math.Max(largest, Math.Abs(exact[i]));
        }

        return error / largest;
    }

    /// <summary>Some units of rounding of residuals, each taken for a sum of terms of the size |∂rᵢ/∂xⱼ·xⱼ| and |rᵢ|; more units than a few because some are
    /// differences of larger terms.</summary>
    public static double[] ResidualRounding(double units, ReadOnlySpan<double> point, ReadOnlySpan<double> residuals, ReadOnlySpan<double> jacobian)
    {
        double[] rounding = new double[residuals.Length];
        for (int i = 0; i < residuals.Length; i++)
        {
            double size = Math.Abs(residuals[i]);
            for (int j = 0; j < point.Length; j++)
            {
                size += Math.Abs(jacobian[(i * point.Length) + j] * point[j]);
            }

            rounding[i] = units * Ulp * size;
        }

        return rounding;
    }
}
