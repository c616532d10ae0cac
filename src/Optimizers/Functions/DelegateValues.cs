namespace Optimizers;

/// <summary>Functions from a delegate that writes their values.</summary>
internal readonly struct DelegateValues(Action<ReadOnlySpan<double>, Span<double>> functions, bool haveOneUnit = false) : Difference.IValues
{
    public bool HaveOneUnit => haveOneUnit;

    public void Evaluate(ReadOnlySpan<double> point, Span<double> values) => functions(point, values);
}

/// <summary>One function from a delegate that returns its value.</summary>
internal readonly struct DelegateValue(Func<ReadOnlySpan<double>, double> function) : Difference.IValues
{
    public bool HaveOneUnit => true;

    public void Evaluate(ReadOnlySpan<double> point, Span<double> values) => values[0] = function(point);
}

/// <summary>The value of a differentiable function.</summary>
internal readonly struct FunctionValue(IDifferentiableFunction function) : Difference.IValues
{
    public bool HaveOneUnit => true;

    public void Evaluate(ReadOnlySpan<double> point, Span<double> values) => values[0] = function.Evaluate(point);
}
