using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>The steps of <see cref="DampedLeastSquares"/> that stay within bounds.</summary>
/// <remarks>
/// Where the step leads out of the box, the way to it is followed to the first bound; the coordinate stays there, and the way goes on to the minimum over the
/// others, with the same damping. The damped sum of squares falls all along, so that a short enough step lowers the function. Coordinates at a bound that the
/// gradient pushes outward are held from the start.
/// </remarks>
/// <param name="jacobian">J, rows × columns, row by row; what it holds is read again by each call.</param>
/// <param name="residuals">r.</param>
/// <param name="scale">D.</param>
/// <param name="box">The bounds; null: none.</param>
internal sealed class BoundedLeastSquares(double[] jacobian, double[] residuals, double[] scale, Box? box)
{
    private readonly DampedLeastSquares _model = new(residuals.Length, scale.Length);
    private readonly DampedLeastSquares? _rest = box is null ? null : new(residuals.Length, scale.Length);
    private readonly double[] _target = new double[box is null ? 0 : scale.Length];
    private readonly double[] _change = new double[box is null ? 0 : residuals.Length];
    private readonly bool[] _isHeld = new bool[scale.Length];
    private readonly bool[] _isMet = new bool[scale.Length];

    /// <summary>The norms of the columns of J; 0 for those that are held.</summary>
    public ReadOnlySpan<double> Norms => _model.Norms;

    /// <summary>The length of the part of r that steps can take away as long as they meet no further bound.</summary>
    public double Reach => _model.Reach;

    /// <summary>μ of the last step.</summary>
    public double Damping => _model.Damping;

    /// <summary>‖Dδ‖ of the last step.</summary>
    public double Length { get; private set; }

    /// <summary>‖r‖² − ‖r + Jδ‖² of the last step.</summary>
    public double Reduction { get; private set; }

    /// <summary>Takes J and r at a point with its gradient.</summary>
    public void Factor(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        for (int j = 0; j < point.Length && box is not null; j++)
        {
            _isHeld[j] = box.Lower(j) == box.Upper(j) || box.Holds(j, point[j], gradient[j]);
        }

        _model.Factor(jacobian, residuals, scale, _isHeld);
    }

    /// <summary>Writes the step for a radius, as <see cref="DampedLeastSquares.Solve"/> does.</summary>
    public void Solve(ReadOnlySpan<double> point, double radius, double guess, Span<double> step)
    {
        _model.Solve(radius, guess, step);
        (Length, Reduction) = (_model.Length, _model.Reduction);
        _isHeld.CopyTo(_isMet, 0);
        if (box is not null && Leaves(point, step))
        {
            Turn(point, step);
            WriteChange(step, onlyMet: false);
            (Length, Reduction) = (0, 0);
            for (int j = 0; j < step.Length; j++)
            {
                Length = double.Hypot(Length, scale[j] * step[j]);
            }

            for (int i = 0; i < residuals.Length; i++)
            {
                Reduction -= ((2 * residuals[i]) + _change[i]) * _change[i];
            }
        }
    }

    /// <summary>Turns the step into the point that it leads to, exactly at the bounds that it met.</summary>
    public void Move(ReadOnlySpan<double> point, Span<double> step)
    {
        for (int j = 0; j < step.Length; j++)
        {
            step[j] = !_isMet[j] || step[j] == 0 ? point[j] + step[j] : step[j] > 0 ? box!.Upper(j) : box!.Lower(j);
        }

        box?.Project(step);
    }

    private bool Leaves(ReadOnlySpan<double> point, ReadOnlySpan<double> step)
    {
        for (int j = 0; j < step.Length; j++)
        {
            double x = point[j] + step[j];
            if (!(x >= box!.Lower(j) && x <= box.Upper(j)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Follows the way to the step, turning at each bound.</summary>
    private void Turn(ReadOnlySpan<double> point, Span<double> step)
    {
        step.CopyTo(_target);
        step.Clear();
        while (true)
        {
            double share = 1;
            for (int j = 0; j < step.Length; j++)
            {
                share = _isMet[j] ? share : Math.Min(share, Share(point, step, j));
            }

            bool hasMet = false;
            for (int j = 0; j < step.Length; j++)
            {
                if (!_isMet[j])
                {
                    _isMet[j] = Share(point, step, j) is var own && own < 1 && own <= share;
                    hasMet |= _isMet[j];
                    step[j] = _isMet[j] ? Room(point, step, j) : step[j] + (share * (_target[j] - step[j]));
                }
            }

            if (!hasMet)
            {
                return;
            }

            WriteChange(step, onlyMet: true);
            TensorPrimitives.Add(residuals, _change, _change);
            _rest!.Factor(jacobian, _change, scale, _isMet);
            _rest.SolveDamped(Damping, _target);
        }
    }

    /// <summary>The step to the bound ahead.</summary>
    private double Room(ReadOnlySpan<double> point, ReadOnlySpan<double> step, int j) => (_target[j] > step[j] ? box!.Upper(j) : box!.Lower(j)) - point[j];

    /// <summary>The share of the way from the step to the target at which a coordinate meets its bound; 1 where it does not.</summary>
    private double Share(ReadOnlySpan<double> point, ReadOnlySpan<double> step, int j)
    {
        double way = _target[j] - step[j], room = Room(point, step, j) - step[j];
        return Math.Abs(way) > Math.Abs(room) ? room / way : 1;
    }

    /// <summary>Writes Jδ, of all coordinates or of those that met a bound.</summary>
    private void WriteChange(ReadOnlySpan<double> step, bool onlyMet)
    {
        for (int i = 0; i < _change.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < step.Length; j++)
            {
                sum += !onlyMet || _isMet[j] ? jacobian[(i * step.Length) + j] * step[j] : 0;
            }

            _change[i] = sum;
        }
    }
}
