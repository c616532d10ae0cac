namespace Optimizers.Regression;

/// <summary>Chooses at which points second derivatives are worth their time: as many as get a run to its end soonest.</summary>
/// <remarks>
/// A Newton step whose matrix is of its own point shrinks the gradient by q, the next such by q²; one by the matrix of the point before by 2q, and so do those
/// after it.
/// </remarks>
/// <param name="cost">How many evaluations one with second derivatives takes the time of.</param>
/// <param name="tolerance">The gradient at the end.</param>
internal sealed class CurvatureSchedule(double cost, double tolerance)
{
    // of a first step, of which nothing is known
    private const double Unknown = 0.5;

    // the gradient that is small enough where no tolerance is set
    private const double Small = 1e-12;

    private const int MostSteps = 60;

    private readonly double _tolerance = tolerance > 0 ? tolerance : Small;
    private double _shrinkage = Unknown;
    private bool _isOwn = true;

    /// <summary>Whether the end of the next step is to have second derivatives.</summary>
    /// <param name="norm">The gradient at its start.</param>
    /// <param name="isOwn">Whether the matrix of the step is of its start.</param>
    public bool Wants(double norm, bool isOwn)
    {
        double next = isOwn && _isOwn ? _shrinkage * _shrinkage : _shrinkage, after = next * norm;
        return after > _tolerance && Steps(after, Math.Min(2 * next, 1), 1) > NewtonTime(after, isOwn ? next * next : next);
    }

    /// <summary>Takes note of a step.</summary>
    public void Observe(double before, double after, bool isOwn)
    {
        double shrinkage = Math.Min(after / before, 0.9);
        (_shrinkage, _isOwn) = (isOwn || shrinkage > 0 ? shrinkage : _shrinkage, isOwn);
    }

    private double NewtonTime(double norm, double shrinkage)
    {
        double time = cost;
        for (int step = 0; step < MostSteps; step++, shrinkage *= shrinkage)
        {
            norm *= shrinkage;
            if (norm <= _tolerance)
            {
                return time;
            }

            time += cost;
        }

        return time;
    }

    private double Steps(double norm, double shrinkage, double each)
        => shrinkage >= 0.5 ? double.PositiveInfinity : each * Math.Ceiling(Math.Log(_tolerance / norm) / Math.Log(shrinkage));
}
