using Xunit.Abstractions;

namespace Optimizers.Regression.Tests;

public sealed class CurveFitNistTests(ITestOutputHelper output)
{
    // the residual sum of Lanczos1 is 1e-25, the square of 1e-13: three digits of it are left in double precision, and in the errors that follow from it
    private const string Exact = "Lanczos1";

    public static TheoryData<string, int> Fits
    {
        get
        {
            var fits = new TheoryData<string, int>();
            foreach (string name in NistProblem.Names)
            {
                fits.Add(name, 0);
                fits.Add(name, 1);
            }

            return fits;
        }
    }

    [Fact]
    public void Files_ResidualSumAtTheCertifiedParameters_IsTheCertifiedOne()
    {
        NistProblem.Names.Should().HaveCount(27);
        foreach (string name in NistProblem.Names.Where(name => name != Exact))
        {
            NistProblem problem = NistProblem.Read(name);
            double[] residuals = new double[problem.Y.Count];
            Curve(problem).EvaluateResiduals(problem.Parameters, residuals);

            Digits(residuals.Sum(r => r * r), problem.ResidualSumOfSquares).Should().BeGreaterThan(9.8, name);
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_ExactDerivatives_ReachesTheCertifiedDigits(string name, int start)
    {
        NistProblem problem = NistProblem.Read(name);

        FittedCurve fit = new CurveFit().Fit(new NistModel(name), problem.X, problem.Y, problem.Starts[start]);

        Check(problem, fit, $"{name} start {start + 1}");
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_ValueAlone_ReachesTheCertifiedDigits(string name, int start)
    {
        NistProblem problem = NistProblem.Read(name);
        CurveResiduals curve = Curve(problem);

        FittedCurve fit = new CurveFit().Fit(
            (ReadOnlySpan<double> x, ReadOnlySpan<double> b) => curve.Predict(x, b), problem.X, problem.Y, problem.Starts[start]);

        Check(problem, fit, $"{name} start {start + 1}, central differences");
    }

    [Fact]
    public void Fit_LargeFirstRadius_EndsHonestlyWhereTheResidualsNoLongerChange()
    {
        // the first step of so wide a region leads to a b2 above 100, where exp(-b2*x) and its derivatives are as good as 0
        NistProblem problem = NistProblem.Read("BoxBOD");

        FittedCurve fit = new CurveFit { Optimizer = new LevenbergMarquardt { InitialRadius = 100 } }.Fit(
            (x, b) => b[0] * (1 - Math.Exp(-b[1] * x)), problem.X.Column(0), problem.Y, problem.Starts[0]);

        fit.ResidualSumOfSquares.Should().BeApproximately(9771.5, 0.01, "that is the sum about the mean");
        fit.StandardErrors[1].Should().BeGreaterThan(1e9);
    }

    private static ScalarCurve<NistModel> Curve(NistProblem problem)
        => new(DenseRows.From(problem.X, problem.Y), null, problem.Parameters.Length, new NistModel(problem.Name));

    private void Check(NistProblem problem, FittedCurve fit, string what)
    {
        double parameters = fit.Parameters.Zip(problem.Parameters, Digits).Min(), errors = fit.StandardErrors.Zip(problem.StandardErrors, Digits).Min();
        output.WriteLine(
            $"{what}: {parameters:F1} digits in the parameters, {errors:F1} in the errors, {fit.Training.Evaluations} evaluations, {fit.Training.Reason}");

        fit.Training.Converged.Should().BeTrue();
        parameters.Should().BeGreaterThan(6);
        errors.Should().BeGreaterThan(problem.Name == Exact ? 2 : 6);
        fit.UndeterminedParameters.Should().BeEmpty();
        fit.DegreesOfFreedom.Should().Be(problem.Y.Count - problem.Parameters.Length);
    }

    private static double Digits(double value, double certified) => value == certified ? 16 : -Math.Log10(Math.Abs((value - certified) / certified));
}
