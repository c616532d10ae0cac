using System.Collections;

namespace Optimizers.Regression;

/// <summary>A fit under way: enumerate it to take and watch its iterations, ask it for the model at any time.</summary>
/// <typeparam name="TModel">The kind of model.</typeparam>
/// <example><code>
/// FitRun&lt;LinearModel&gt; fit = regression.Iterate(X, y);
/// foreach (Iteration i in fit)
/// {
///     Console.WriteLine($"epoch {i.Epoch}: loss {i.Value}");
/// }
/// LinearModel model = fit.Model;
/// </code></example>
public sealed class FitRun<TModel> : IEnumerable<Iteration>, IDisposable
{
    private readonly FitProblem _problem;
    private readonly Func<FitProblem, TModel> _makeModel;

    internal FitRun(FitProblem problem, Func<FitProblem, TModel> makeModel) => (_problem, _makeModel) = (problem, makeModel);

    /// <summary>The model as of now.</summary>
    /// <remarks>In a fit over mini-batches that is under way, all samples are evaluated once for its loss.</remarks>
    public TModel Model => _makeModel(_problem);

    /// <summary>Takes all iterations that are left.</summary>
    /// <returns>The model.</returns>
    public TModel Complete()
    {
        try
        {
            while (_problem.MoveNext())
            {
            }

            return Model;
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Enumerates the iterations that are left; each is taken when it is asked for and shows the loss.</summary>
    public IEnumerator<Iteration> GetEnumerator()
    {
        try
        {
            while (_problem.MoveNext())
            {
                yield return _problem.Current;
            }
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Closes the table that a fit over mini-batches reads from, which the end of <see cref="Complete"/> or of a <c>foreach</c>, also one that is left early, does too.</summary>
    /// <remarks>The fit may go on afterwards: the table is opened again.</remarks>
    public void Dispose() => _problem.Data.Close();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
