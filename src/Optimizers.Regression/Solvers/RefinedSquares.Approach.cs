using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>The point that the coordinates are about, and how near to the minimum rounding lets them come.</content>
internal sealed partial class RefinedSquares
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    // of a sum of two numbers of 32 digits, some 2⁻¹⁰⁴
    private const double SumRounding = 1e-31;
    private const int MostPasses = 8;

    // of γ, what is left to go, and the root mean square of residuals, both in units of the targets' deviation, at most
    private double _left = 1;
    private double _residual;

    /// <summary>The gradient that is as small as can be told from rounding, or moves no last digit of the weights.</summary>
    public double Tolerance()
    {
        // no number is above 2 in its unit
        double Terms(int target) => Enumerable.Range(target * _design.Columns, _design.Columns).Sum(at => 2 * Math.Abs(_base[at].High)) / _targetScale;
        double terms = 1 + Enumerable.Range(0, _data.Targets).Max(Terms);

        // predictions round as their terms do, products of residuals and columns as these and then as much as R⁻¹ makes of it
        double rounding = SumRounding * Math.Sqrt(_data.Moments.Rows) * (terms + (_residual * _inflation));
        return Math.Max(Math.Max(MachineEpsilon * LargestWeight() / _inflation, MachineEpsilon * _left), rounding) / _data.Targets;
    }

    /// <summary>Moves the point that coordinates are about from the means of the targets to where their own rounding moves no last digit of the
    /// weights.</summary>
    private void Approach()
    {
        for (int t = 0; t < _data.Targets * _ones; t++)
        {
            _base[t * _design.Columns] = new(_targetUnit * _data.Moments.TargetMeans[t], 0);
        }

        double[] origin = new double[Dimension], step = new double[Dimension];
        for (int pass = 0; pass < MostPasses && _left * _inflation > LargestWeight(); pass++)
        {
            _residual = Math.Sqrt(2 * _data.Targets * Evaluate(origin, step));
            Blas.Scale(-_data.Targets, step, step);
            DoubleDouble[] moved = ToWeights(step);
            for (int at = 0; at < Dimension; at++)
            {
                _base[at] = _base[at].Plus(moved[at]);
            }

            // a step of a triangle that is rounded leaves so much of it
            _left *= Math.Min(1, MachineEpsilon * _inflation);
        }
    }

    /// <summary>The largest weight of a standardized feature, in units of the targets' deviation.</summary>
    private double LargestWeight()
        => Enumerable.Range(0, Dimension)
            .Where(at => at % _design.Columns >= _ones)
            .Max(at => Math.Abs(_base[at].High) * _scales[(at % _design.Columns) - _ones]) / _targetScale;

    /// <summary>By how much more than a step in γ a weight may move, in units of the columns.</summary>
    private static double Inflation(DesignTriangle design)
    {
        Matrix<double> inverse = design.Inverse();
        return Enumerable.Range(0, design.Columns).Max(j => inverse.Row(j).L2Norm() * Enumerable.Range(0, j + 1).Max(i => Math.Abs(design[i, j])));
    }
}
