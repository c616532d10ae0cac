namespace Optimizers;

/// <summary>The points that a run keeps: the current, the one before, and the best.</summary>
internal sealed class RunPoints(int dimension)
{
    private RunPoint _best = new(dimension);

    public RunPoint Current { get; } = new(dimension);

    public RunPoint Previous { get; private set; } = new(dimension);

    public bool CurrentIsBest { get; private set; } = true;

    public RunPoint Best => CurrentIsBest ? Current : _best;

    /// <summary>Tracks the best with one copy an iteration: the one before is copied anyway, and kept when the next is worse.</summary>
    /// <param name="isFirst">Whether there is no iteration before.</param>
    public void TrackBest(bool isFirst)
    {
        if (isFirst || Current.Value <= (CurrentIsBest ? Previous : _best).Value)
        {
            CurrentIsBest = true;
        }
        else if (CurrentIsBest)
        {
            (Previous, _best) = (_best, Previous);
            CurrentIsBest = false;
        }
    }

    /// <summary>Takes over a saved best that is not the current point.</summary>
    public void LoadBest(RunPoint? best)
    {
        CurrentIsBest = best is null;
        best?.CopyTo(_best);
    }
}
