using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>Fits to data with names and to tables.</content>
public sealed partial record LinearRegression
{
    /// <summary>Fits data with names: of arrays, records or a table.</summary>
    /// <param name="data">The samples, of one target or two classes; they are not changed.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the model is then the best so far.</param>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public LinearModel Fit(TrainingData data, CancellationToken cancellationToken = default) => Iterate(data, cancellationToken).Complete();

    /// <summary>Fits several targets, or classes, of data with names, as <see cref="Fit(Matrix{double}, Matrix{double}, CancellationToken)"/> those of
    /// matrices, which say that they are several.</summary>
    /// <param name="data">The samples; they are not changed.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the model is then the best so far.</param>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public MultiTargetLinearModel FitTargets(TrainingData data, CancellationToken cancellationToken = default)
        => IterateTargets(data, cancellationToken).Complete();

    /// <summary>Prepares a fit of data with names that takes an iteration each time it is asked for one.</summary>
    /// <inheritdoc cref="Fit(TrainingData, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<LinearModel> Iterate(TrainingData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Iterate(data, problem => ModelContent.Of(problem, data).Summarized(problem), cancellationToken);
    }

    /// <summary>Prepares a fit of several targets, or classes, of data with names that takes an iteration each time it is asked for one.</summary>
    /// <inheritdoc cref="FitTargets(TrainingData, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<MultiTargetLinearModel> IterateTargets(TrainingData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return IterateTargets(data, problem => ModelContent.Of(problem, data).Summarized(problem), cancellationToken);
    }

    /// <summary>Prepares a fit of several targets that is one of several to the same data.</summary>
    internal FitRun<MultiTargetLinearModel> IterateTargets(TrainingData data, Func<LinearFit, ModelContent> facts, CancellationToken cancellationToken)
        => new(Prepare(data.Prepared, cancellationToken), problem => new MultiTargetLinearModel(facts(problem)));

    /// <summary>Prepares a fit that is one of several to the same data.</summary>
    internal FitRun<LinearModel> Iterate(TrainingData data, Func<LinearFit, ModelContent> facts, CancellationToken cancellationToken)
    {
        OneTarget(data.TargetCount, data.Classes);
        return new(Prepare(data.Prepared, cancellationToken), problem => new LinearModel(facts(problem)));
    }

    /// <summary>Fits a table without loading it: it is read block by block, once and again, in memory that does not grow with its rows.</summary>
    /// <param name="source">The table, which can be read again.</param>
    /// <param name="schema">What its columns are.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the model is then the best so far.</param>
    /// <returns>The model, also when the optimizer did not converge: see <see cref="LinearModel.Training"/>.</returns>
    /// <remarks>
    /// Every evaluation is a pass over the table; the exact least-squares solution takes four or five. <see cref="Batches"/> are taken in the table's order, so
    /// that they need the <see cref="SampleOrder.AsGiven"/>. The next block is read, by another thread, while the fit goes through this one. A fit that is
    /// cancelled ends between two blocks if it is to throw (<see cref="StoppingCriteria.ThrowOnCancellation"/>), and else after the pass under way, for it
    /// gives a model. To load a table into memory first, <see cref="TrainingData.FromTable"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">The schema does not fit the table; a cell has no place in a fit (the message names row and column); or settings
    /// contradict each other.</exception>
    /// <exception cref="InvalidDataException">The table cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The table can be read once only.</exception>
    public LinearModel Fit(TableSource source, TableSchema schema, CancellationToken cancellationToken = default)
        => Iterate(source, schema, cancellationToken).Complete();

    /// <summary>Prepares a fit of a table, read block by block, that takes an iteration each time it is asked for one.</summary>
    /// <inheritdoc cref="Fit(TableSource, TableSchema, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<LinearModel> Iterate(TableSource source, TableSchema schema, CancellationToken cancellationToken = default)
    {
        (TableRows rows, LinearFit problem) = Stream(source, schema, cancellationToken);
        OneTarget(rows.TargetCount, rows.Classes);
        return new(problem, fit => new LinearModel(ModelContent.Of(fit, rows).Summarized(fit)));
    }

    /// <summary>Fits several targets, or classes, of a table without loading it.</summary>
    /// <inheritdoc cref="Fit(TableSource, TableSchema, CancellationToken)"/>
    public MultiTargetLinearModel FitTargets(TableSource source, TableSchema schema, CancellationToken cancellationToken = default)
        => IterateTargets(source, schema, cancellationToken).Complete();

    /// <summary>Prepares a fit of several targets, or classes, of a table, read block by block, that takes an iteration each time it is asked for
    /// one.</summary>
    /// <inheritdoc cref="Fit(TableSource, TableSchema, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<MultiTargetLinearModel> IterateTargets(TableSource source, TableSchema schema, CancellationToken cancellationToken = default)
    {
        (TableRows rows, LinearFit problem) = Stream(source, schema, cancellationToken);
        return new(problem, fit => new MultiTargetLinearModel(ModelContent.Of(fit, rows).Summarized(fit)));
    }

    private (TableRows Rows, LinearFit Problem) Stream(TableSource source, TableSchema schema, CancellationToken cancellationToken)
    {
        if (EarlyStopping is not null)
        {
            throw new ArgumentException($"A table that is read in blocks takes no {nameof(EarlyStopping)}; load it by TrainingData.FromTable.", nameof(source));
        }

        var rows = new TableRows(source, schema);

        // a fit that is to give a model also where it is cancelled needs whole passes
        var samples = new CheckedBlocks(rows, Loss, Stopping.ThrowOnCancellation ? cancellationToken : CancellationToken.None);
        return (rows, Problem(new PreparedSamples(samples), cancellationToken));
    }

    /// <summary>The settings with the δ that a Huber loss without one has in a fit of the data.</summary>
    internal LinearRegression WithDelta(TrainingData data, CancellationToken cancellationToken)
        => Loss is HuberLoss { IsDeltaFromData: true } huber
            ? this with { Loss = huber with { Delta = HuberScale.Delta(data.Prepared, Settings, cancellationToken) } }
            : this;

    internal static void OneTarget(int targets, IReadOnlyList<string> classes)
    {
        if (targets != 1)
        {
            if (classes.Count > 0)
            {
                throw new ArgumentException(
                    $"The target has {classes.Count} classes, {Cell.List(classes)}: FitTargets with Losses.Softmax({classes.Count}) fits them; Fit takes two.",
                    "data");
            }

            throw new ArgumentException(Invariant($"There are {targets} targets; FitTargets fits several, Fit one."), "data");
        }
    }
}
