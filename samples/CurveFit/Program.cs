// Shows a curve fitted with standard errors: dental research data of NIST, adsorption against pressure, y = b1·(1 − exp(−b2·x)).
using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Regression;

Vector<double> pressure = Vector<double>.Build.Dense([77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0]);
Vector<double> volume = Vector<double>.Build.Dense([10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78]);
Vector<double> start = Vector<double>.Build.Dense([500, 0.0001]);

// the model written once over all kinds of numbers: its derivatives are exact
FittedCurve fit = new CurveFit().Fit(new Saturation(), pressure, volume, start);
Console.WriteLine(fit.Training);
Console.WriteLine($"\n{"parameter",9} {"value",18} {"± error",14}   95 % confidence interval");
for (int j = 0; j < fit.Parameters.Count; j++)
{
    (double low, double high) = fit.ConfidenceInterval(j);
    Console.WriteLine($"{"b" + (j + 1),9} {fit.Parameters[j],18:G11} {fit.StandardErrors[j],14:G5}   {low:G7} … {high:G7}");
}

Console.WriteLine("NIST's b1  238.94212918 ± 2.7071, b2  5.5015643181E-04 ± 7.2669E-06");
Console.WriteLine($"residual standard deviation {fit.ResidualStandardDeviation:G5} with {fit.DegreesOfFreedom} degrees of freedom, volume at pressure "
    + $"1000: {fit.Predict(1000.0):F2}");

// the same by its value alone, and with the last samples known three times as exactly
FittedCurve byDifferences = new CurveFit().Fit((x, b) => b[0] * (1 - Math.Exp(-b[1] * x)), pressure, volume, start);
FittedCurve weighted = new CurveFit { Weights = Vector<double>.Build.Dense(14, i => i < 10 ? 1 : 9) }.Fit(new Saturation(), pressure, volume, start);
Console.WriteLine($"\nby differences, largest deviation: {(byDifferences.Parameters - fit.Parameters).PointwiseDivide(fit.Parameters).InfinityNorm():E1}");
Console.WriteLine($"\nweighted:\n{weighted}");

internal sealed class Saturation : ICurve
{
    public T Evaluate<T>(double x, ReadOnlySpan<T> b)
        where T : struct, IScalar<T>
        => b[0] * (1 - T.Exp(-b[1] * x));
}
