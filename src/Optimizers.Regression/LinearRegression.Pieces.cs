using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>Samples that arrive in pieces.</content>
public sealed partial record LinearRegression
{
    /// <summary>Goes on with a fit by a piece of the samples: a pass over the piece, a step for each of its mini-batches.</summary>
    /// <param name="X">The features of the piece, n × d, one sample a row.</param>
    /// <param name="y">Its targets, n.</param>
    /// <param name="previous">The model of the pieces before, which stays as it is; null: this is the first. From a model of <c>Fit</c> a first piece starts at
    /// its parameters.</param>
    /// <param name="cancellationToken">Stops the fit after a step; the model then says <see cref="StopReason.Cancelled"/>, and where no step of the piece was
    /// taken it is that of the pieces before.</param>
    /// <returns>The model; its <see cref="LinearModel.Training"/> is of this piece.</returns>
    /// <remarks>
    /// <code>
    /// LinearModel? model = null;
    /// foreach ((Matrix&lt;double&gt; X, Vector&lt;double&gt; y) in pieces)
    /// {
    ///     model = regression.PartialFit(X, y, model);
    /// }
    /// </code>
    /// <para>The <see cref="Optimizer"/> is an <see cref="IUpdateRule"/>; its memory, moments and step count, goes from piece to piece in the model, but not
    /// into a file. Where the loss is a mean and <see cref="Standardize"/> false, the steps are those of one fit over all pieces, with batches in the order of
    /// the data. With <see cref="Standardize"/> all pieces are standardized by the means and deviations of the first; a column that does not vary there is left
    /// unscaled. A piece is one batch without <see cref="Batches"/>, or if it is smaller than one. Epochs and <see cref="Stopping"/> are of each piece,
    /// <see cref="Start"/> of the first. For a table that can be read again, <see cref="Fit(TableSource, TableSchema, CancellationToken)"/>.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The data are empty, do not fit together or the model before, or are not finite (the message names row and column);
    /// the optimizer is no update rule or another one than before; or there is a penalty with a kink or an early stopping, which a piece cannot
    /// have.</exception>
    public LinearModel PartialFit(Matrix<double> X, Vector<double> y, LinearModel? previous = null, CancellationToken cancellationToken = default)
        => PartialFit(TrainingData.From(X, y), previous, cancellationToken);

    /// <summary>Goes on with a fit of several targets, or classes, by a piece of the samples.</summary>
    /// <param name="X">The features of the piece, n × d, one sample a row.</param>
    /// <param name="Y">Its targets, n × k.</param>
    /// <param name="previous">The model of the pieces before, which stays as it is; null: this is the first. From a model of <c>Fit</c> a first piece starts at
    /// its parameters.</param>
    /// <param name="cancellationToken">Stops the fit after a step; the model then says <see cref="StopReason.Cancelled"/>, and where no step of the piece was
    /// taken it is that of the pieces before.</param>
    /// <inheritdoc cref="PartialFit(Matrix{double}, Vector{double}, LinearModel?, CancellationToken)" path="/returns|/remarks|/exception"/>
    public MultiTargetLinearModel PartialFit(
        Matrix<double> X, Matrix<double> Y, MultiTargetLinearModel? previous = null, CancellationToken cancellationToken = default)
        => PartialFitTargets(TrainingData.From(X, Y), previous, cancellationToken);

    /// <summary>Goes on with a fit by a piece of data with names.</summary>
    /// <param name="data">The piece, of one target or two classes, encoded as those before; it is not changed.</param>
    /// <param name="previous">The model of the pieces before, which stays as it is; null: this is the first. From a model of <c>Fit</c> a first piece starts at
    /// its parameters.</param>
    /// <param name="cancellationToken">Stops the fit after a step; the model then says <see cref="StopReason.Cancelled"/>, and where no step of the piece was
    /// taken it is that of the pieces before.</param>
    /// <inheritdoc cref="PartialFit(Matrix{double}, Vector{double}, LinearModel?, CancellationToken)" path="/returns|/remarks|/exception"/>
    public LinearModel PartialFit(TrainingData data, LinearModel? previous = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        OneTarget(data.TargetCount, data.Classes);
        return new LinearModel(FitPiece(data, previous?.Facts, cancellationToken));
    }

    /// <summary>Goes on with a fit of several targets, or classes, by a piece of data with names.</summary>
    /// <param name="data">The piece, encoded as those before; it is not changed.</param>
    /// <param name="previous">The model of the pieces before, which stays as it is; null: this is the first. From a model of <c>FitTargets</c> a first piece
    /// starts at its parameters.</param>
    /// <param name="cancellationToken">Stops the fit after a step; the model then says <see cref="StopReason.Cancelled"/>, and where no step of the piece was
    /// taken it is that of the pieces before.</param>
    /// <inheritdoc cref="PartialFit(Matrix{double}, Vector{double}, LinearModel?, CancellationToken)" path="/returns|/remarks|/exception"/>
    public MultiTargetLinearModel PartialFitTargets(TrainingData data, MultiTargetLinearModel? previous = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new MultiTargetLinearModel(FitPiece(data, previous?.Facts, cancellationToken));
    }

    private ModelContent FitPiece(TrainingData data, ModelContent? previous, CancellationToken cancellationToken)
        => FitPiece(data.Prepared, previous, cancellationToken) with
        {
            FeatureNames = data.Rows.FeatureNames ?? previous?.FeatureNames,
            TargetNames = data.TargetNames,
            Classes = data.Classes,
            Encoding = data.Encoding,
        };

    private ModelContent FitPiece(PreparedSamples piece, ModelContent? previous, CancellationToken cancellationToken)
    {
        IUpdateRule rule = CheckPieces();
        CheckPrevious((DenseRows)piece.Rows, previous);
        MiniBatches batches = Batches is { } given
            ? given with { Size = Math.Min(given.Size, ((DenseRows)piece.Rows).Rows) }
            : new MiniBatches(((DenseRows)piece.Rows).Rows) { Order = SampleOrder.AsGiven };
        PieceEnd? before = previous?.Piece;
        LinearRegression settings =
            this with { Batches = batches, Start = previous is null ? Start : Vector<double>.Build.DenseOfArray([.. previous.Parameters]) };
        StandardizedSamples data = StandardizedSamples.OfPiece(piece, settings.Settings, before?.Standardization);
        var problem = new OptimizerFit(data, rule, cancellationToken, before);
        while (problem.MoveNext())
        {
        }

        return ModelContent.Of(problem) with { Piece = new PieceEnd(problem.Run.Point.ToArray(), problem.Run.State, data.Standardization) };
    }

    /// <summary>Checks that the settings are for samples in pieces.</summary>
    private IUpdateRule CheckPieces()
    {
        if (EarlyStopping is not null)
        {
            throw new ArgumentException(
                $"{nameof(EarlyStopping)} ends a fit of all samples; {nameof(PartialFit)} is told by its caller when to end.", nameof(EarlyStopping));
        }

        if (Settings.KinkedPenalty is not null)
        {
            throw new ArgumentException(
                $"{nameof(PartialFit)} takes a {nameof(RidgePenalty)}, for update rules need a gradient; the penalty is {Penalty}.", nameof(Penalty));
        }

        if (Loss is HuberLoss { IsDeltaFromData: true })
        {
            throw new ArgumentException(
                $"{nameof(PartialFit)} needs the δ of the Huber loss, which it could take from no more than a piece; give it: Losses.Huber(δ).", nameof(Loss));
        }

        return Optimizer as IUpdateRule ?? throw new ArgumentException(
            $"{nameof(PartialFit)} needs an {nameof(Optimizer)} that goes by one gradient at a time, an {nameof(IUpdateRule)} such as "
            + $"{nameof(StochasticGradientDescent)} or {nameof(Adam)}; "
            + $"{(Optimizer is null ? "none is named" : $"it is {Optimizer.GetType().Name}")}.",
            nameof(Optimizer));
    }

    private void CheckPrevious(DenseRows piece, ModelContent? previous)
    {
        if (previous is null)
        {
            return;
        }

        Prediction.CheckFeatures(piece.FeatureCount, previous.FeatureCount);
        Require.SameCount(piece.TargetCount, previous.TargetCount, "targets", "targets of the previous model", nameof(previous));
        if (FitIntercept != previous.HasIntercept)
        {
            throw new ArgumentException(
                FitIntercept ? "The previous model has no intercept; FitIntercept is true." : "The previous model has an intercept; FitIntercept is false.",
                nameof(previous));
        }

        if (piece.FeatureNames is { } names && previous.FeatureNames is { } known
            && Enumerable.Range(0, names.Count).FirstOrDefault(column => names[column] != known[column], -1) is >= 0 and var j)
        {
            throw new ArgumentException(Invariant($"Column {j} of the data is {names[j]}; in the previous model it is {known[j]}."), nameof(previous));
        }
    }
}
