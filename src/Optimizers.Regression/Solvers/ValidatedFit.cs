namespace Optimizers.Regression;

/// <summary>A fit that ends when the loss of held-out samples no longer falls.</summary>
internal sealed class ValidatedFit(LinearFit fit, LinearObjective validation, EarlyStopping settings) : LinearFit
{
    private readonly List<double> _history = [];
    private double _lowest = double.PositiveInfinity;
    private double[]? _best;
    private Iteration _bestIteration;
    private int _epochsSince;
    private int _lastEpoch = -1;
    private bool _isOver;

    public override string Solver => fit.Solver;

    public override StandardizedSamples Data => fit.Data;

    public override Iteration Current => fit.Current;

    public override IReadOnlyList<double> ValidationHistory => _history;

    public override Separation? Separation => Result.Reason == StopReason.Separated ? fit.Separation : null;

    public override double[] Parameters => _best ?? fit.Parameters;

    public override OptimizationResult Result
    {
        get
        {
            OptimizationResult result = fit.Result;
            return _best is null ? result : result.In([.. _best], _bestIteration.Value, value => value, _isOver ? StopReason.EarlyStopped : result.Reason);
        }
    }

    public override bool MoveNext()
    {
        if (_isOver || !fit.MoveNext())
        {
            return false;
        }

        bool isEpoch = Data.Settings.Batches is null || fit.Current.Epoch != _lastEpoch;
        if (isEpoch)
        {
            _lastEpoch = fit.Current.Epoch;
            Observe();
        }

        return true;
    }

    private void Observe()
    {
        double[] parameters = fit.Parameters;
        double loss = validation.Evaluate(parameters, new double[parameters.Length]);
        _history.Add(loss);
        if (loss < _lowest - (settings.Tolerance * Math.Abs(double.IsFinite(_lowest) ? _lowest : 0)))
        {
            (_lowest, _best, _bestIteration, _epochsSince) = (loss, parameters, fit.Current, 0);
        }
        else if (++_epochsSince >= settings.Patience)
        {
            _isOver = true;
        }
    }
}
