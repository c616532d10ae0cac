namespace Optimizers.Regression;

/// <summary>A function of few parameters whose second derivatives can be had with its value.</summary>
internal interface ICurvedObjective : IDifferentiableFunction
{
    /// <summary>How many evaluations without second derivatives one with them takes the time of.</summary>
    double CurvatureCost { get; }

    /// <summary>Evaluates f, ∇f and ∇²f.</summary>
    /// <param name="point">x, n coordinates.</param>
    /// <param name="gradient">Receives ∇f(x).</param>
    /// <param name="hessian">Receives ∇²f(x), n × n, both triangles; positive semidefinite.</param>
    /// <returns>f(x).</returns>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian);
}
