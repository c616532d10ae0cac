namespace Optimizers.Regression;

/// <summary>A fit of squared errors that sums over the samples have solved: it is over when it is made.</summary>
/// <param name="data">The samples, which it does not visit.</param>
/// <param name="result">What the solver found.</param>
/// <param name="squares">The sums.</param>
/// <param name="residualSquares">Σwe².</param>
internal sealed class SummedFit(StandardizedSamples data, OptimizationResult result, SummedSquares squares, double residualSquares) : LinearFit
{
    public override string Solver
        => squares.IsWide ? "coordinate descent on columns of standardized features" : "coordinate descent on products of standardized features";

    public override Iteration Current => result.History[^1];

    public override OptimizationResult Result => result;

    public override StandardizedSamples Data => data;

    public override LowerTriangle? DesignFactor => squares.DesignFactor;

    public override LowerTriangle? Design => squares.Design;

    public override double? ResidualSquares => residualSquares;

    public override double[] Parameters => result.Point;

    /// <summary>Whether features are more than samples, so that their products with each other are not known.</summary>
    public bool IsWide => squares.IsWide;

    public override bool MoveNext() => false;
}
