namespace Optimizers;

/// <summary>A function of the step along a line.</summary>
internal abstract class SearchLine
{
    /// <summary>The evaluations since the search began, without the one at 0.</summary>
    public int Evaluations { get; protected set; }

    /// <summary>Evaluates value and slope at a step.</summary>
    public abstract Trial Evaluate(double step);

    /// <summary>The end of a search.</summary>
    public LineSearchResult End(Trial trial, bool succeeded) => new(trial.Step, trial.Value, trial.Slope, Evaluations, succeeded);
}
