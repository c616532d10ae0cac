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
    private readonly LinearFit _problem;
    private readonly Func<LinearFit, TModel> _makeModel;

    internal FitRun(LinearFit problem, Func<LinearFit, TModel> makeModel) => (_problem, _makeModel) = (problem, makeModel);

    /// <summary>The model as of now.</summary>
    /// <remarks>All samples are gone through for what its summary needs, and in a fit over mini-batches that is under way once for its loss. The model keeps
    /// none of them, but this run does.</remarks>
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

    /// <summary>Why the fit stopped and what to try, as <see cref="OptimizationResult.Explain"/> says it, looking for causes in the samples, which the training
    /// of a model does not have any more.</summary>
    /// <remarks>Where the fit did not converge, the loss is evaluated some 5p times for p parameters.</remarks>
    public string Explain() => _problem.Result.Explain();

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

    /// <summary>Closes the table that a fit over mini-batches reads from, which the end of <see cref="Complete"/> or of a <c>foreach</c>, also one that is left
    /// early, does too.</summary>
    /// <remarks>The fit may go on afterwards: the table is opened again.</remarks>
    public void Dispose() => _problem.Data.Close();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
