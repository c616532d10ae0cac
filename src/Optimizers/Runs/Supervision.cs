namespace Optimizers;

/// <summary>What <see cref="Supervised"/> keeps in a run: the last good point and state, and what it did.</summary>
internal sealed class Supervision(ISupervisionSettings settings, int dimension, OptimizerState state)
{
    private readonly List<Recovery> _recoveries = [];
    private readonly double[] _point = new double[dimension];
    private readonly OptimizerState _state = state.Clone();
    private double _best = double.PositiveInfinity;
    private double _first;
    private int _age;

    public IReadOnlyList<Recovery> Recoveries => [.. _recoveries];

    public bool IsExploded(double value) => Math.Max(_first, Math.Abs(_best)) is > 0 and var size && value > _best + (settings.Explosion * size);

    /// <summary>Keeps a good iteration, if it is time to.</summary>
    public void Keep(RunPoint current, OptimizerState state)
    {
        _first = _age == 0 ? Math.Abs(current.Value) : _first;
        _best = Math.Min(_best, current.Value);
        if (_age++ % settings.Period == 0)
        {
            current.X.CopyTo(_point, 0);
            _state.CopyFrom(state);
        }
    }

    /// <summary>Goes back, with a smaller rate.</summary>
    /// <returns>False if there is nothing to go back to, or it has been done often enough.</returns>
    public bool TryRecover(int iteration, double value, double[] point, OptimizerState state)
    {
        if (_age == 0 || _recoveries.Count >= settings.Limit)
        {
            return false;
        }

        double scale = state.RateScale * settings.Factor;
        _point.CopyTo(point, 0);
        state.CopyFrom(_state);
        state.RateScale = scale;
        _recoveries.Add(new Recovery(iteration, value, scale));
        _age = 1;
        return true;
    }

    public SupervisionJson ToJson() => new()
    {
        Point = _point,
        State = OptimizerStateJson.From(_state),
        Best = RunJson.Finite(_best),
        First = _first,
        Age = _age,
        Recoveries = [.. _recoveries.Select(
            recovery => new RecoveryJson { Iteration = recovery.Iteration, Value = RunJson.Finite(recovery.Value), RateScale = recovery.RateScale })],
    };

    public void Load(SupervisionJson saved, OptimizerState savedState)
    {
        saved.Point.CopyTo(_point, 0);
        _state.CopyFrom(savedState);
        _best = saved.Best ?? double.PositiveInfinity;
        (_first, _age) = (saved.First, saved.Age);
        _recoveries.Clear();
        _recoveries.AddRange(saved.Recoveries.Select(recovery => new Recovery(recovery.Iteration, recovery.Value ?? double.NaN, recovery.RateScale)));
    }
}
