using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>A fitted linear model of k targets, Ŷ = g(XW + 1bᵀ), in the units of the data; g is what the <see cref="Link"/> of the loss says, for classes
/// softmax, else mostly the identity.</summary>
public sealed class MultiTargetLinearModel
{
    private readonly ModelContent _facts;

    internal MultiTargetLinearModel(ModelContent facts)
    {
        _facts = facts;
        Coefficients = Matrix<double>.Build.Dense(facts.FeatureCount, facts.TargetCount, (j, t) => facts.Weights(t)[j]);
        Intercept = Vector<double>.Build.Dense(facts.TargetCount, facts.Intercept);
        FeatureNames = ColumnNames.OrDefault(facts.FeatureNames, facts.FeatureCount);
        TargetNames = ColumnNames.OrDefault(facts.TargetNames, facts.TargetCount, "y");
    }

    /// <summary>The coefficients W, d × k: a column for each target.</summary>
    public Matrix<double> Coefficients { get; }

    /// <summary>The intercepts b, k; 0 if none were fitted.</summary>
    public Vector<double> Intercept { get; }

    /// <summary>The names of the features, d; x0, x1, … where the data had none.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The names of the targets or classes, k; y0, y1, … where the data had none.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>The classes of a categorical target, in the order of the targets; empty where the targets were numbers.</summary>
    public IReadOnlyList<string> Classes => _facts.Classes;

    /// <summary>How the columns of a table became features; null where the features were numbers already.</summary>
    public FeatureEncoding? Encoding => _facts.Encoding;

    /// <summary>The loss that was minimized.</summary>
    public ILoss Loss => _facts.Loss;

    /// <summary>How the fit was solved, in a phrase: the optimizer that was named, or the way that was chosen.</summary>
    public string Solver => _facts.Solver;

    /// <summary>For each target in turn the coefficients and, if fitted, the intercept: what <see cref="LinearRegression.Start"/> takes to go on from
    /// here.</summary>
    public Vector<double> Parameters => Vector<double>.Build.DenseOfArray([.. _facts.Parameters]);

    /// <summary>
    /// How the fit went. Its point holds, for each target in turn, the coefficients and, if fitted, the intercept, in the user's units, and its value is the
    /// loss with its penalty; its gradient norm is in the coordinates that the optimizer saw. Its <see cref="OptimizationResult.Explain"/> does without the
    /// samples, which a model does not keep; <see cref="FitRun{TModel}.Explain"/> looks at them.
    /// </summary>
    public OptimizationResult Training => _facts.Training;

    /// <summary>The loss at each iteration that <see cref="OptimizationResult.History"/> keeps: the first before any step, the last at the end.</summary>
    public IReadOnlyList<double> LossHistory => [.. Training.History.Select(iteration => iteration.Value)];

    /// <summary>The losses of the samples that were held out, an entry an epoch; empty without <see cref="LinearRegression.EarlyStopping"/>.</summary>
    public IReadOnlyList<double> ValidationHistory => _facts.ValidationHistory;

    /// <summary>All that is known of the fit.</summary>
    internal ModelContent Facts => _facts;

    /// <summary>Predicts the means of the targets of samples; with softmax the probabilities of the classes.</summary>
    /// <param name="X">The features, n × d.</param>
    /// <returns>Ŷ, n × k.</returns>
    /// <exception cref="ArgumentException">X has another number of columns than the model has features.</exception>
    public Matrix<double> Predict(Matrix<double> X)
    {
        ArgumentNullException.ThrowIfNull(X);
        Prediction.CheckFeatures(X.ColumnCount, _facts.FeatureCount);
        int n = X.RowCount, k = Intercept.Count;
        double[] rows = new double[n * k];
        for (int t = 0; t < k; t++)
        {
            double[] column = Prediction.Of(X, _facts.Weights(t), Intercept[t]);
            for (int i = 0; i < n; i++)
            {
                rows[(i * k) + t] = column[i];
            }
        }

        Loss.Link.Apply(rows, Loss.Outputs);
        return Matrix<double>.Build.DenseOfRowMajor(n, k, rows);
    }

    /// <summary>Predicts the means of the targets of the rows of a table, its columns encoded as those of the fit were.</summary>
    /// <param name="source">A table with the columns of the features, and maybe others.</param>
    /// <returns>Ŷ, n × k.</returns>
    /// <exception cref="ArgumentException">A column is not there, a cell is empty or not finite, or a category was not among those of the fit; the message
    /// names row and column.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public Matrix<double> Predict(TableSource source) => Predict(_facts.Encode(source));

    /// <summary>Predicts the class of each sample of a softmax model, that of the largest probability.</summary>
    /// <param name="X">The features, n × d.</param>
    /// <returns>The indices of the classes, n, each in 0 … k − 1.</returns>
    /// <exception cref="ArgumentException">X has another number of columns than the model has features.</exception>
    /// <exception cref="InvalidOperationException">The targets are no classes, of which a sample has one: the loss has no softmax link.</exception>
    public int[] PredictClass(Matrix<double> X)
        => Loss.Link == Link.Softmax ? [.. Predict(X).EnumerateRows().Select(row => row.MaximumIndex())]
            : throw new InvalidOperationException($"Only a model whose targets are classes, as that of Losses.Softmax, predicts them; the loss is {Loss}.");

    /// <summary>How good the predictions are: the mean over the targets of their R², or of classes the accuracy.</summary>
    /// <param name="X">The features, n × d.</param>
    /// <param name="Y">The targets, n × k.</param>
    /// <returns>At most 1; see <see cref="LinearModel.Score(Matrix{double}, Vector{double})"/>. With softmax the share of samples whose largest target is of
    /// the class that <see cref="PredictClass"/> predicts.</returns>
    /// <exception cref="ArgumentException">X or Y do not fit the model or each other.</exception>
    public double Score(Matrix<double> X, Matrix<double> Y)
    {
        ArgumentNullException.ThrowIfNull(Y);
        Require.SameCount(Y.ColumnCount, Intercept.Count, "columns in Y", "targets", nameof(Y));
        Matrix<double> predicted = Predict(X);
        Require.SameCount(Y.RowCount, predicted.RowCount, "targets", "predictions", nameof(Y));
        return Loss.Link == Link.Softmax
            ? Enumerable.Range(0, Y.RowCount).Average(i => predicted.Row(i).MaximumIndex() == Y.Row(i).MaximumIndex() ? 1.0 : 0)
            : Enumerable.Range(0, Intercept.Count).Average(t => Prediction.Score(predicted.Column(t), Y.Column(t), Loss.Link, _facts.HasIntercept));
    }

    /// <summary>What the data of the fit say about a target of the model, as <see cref="LinearModel.Summary"/> says it of one.</summary>
    /// <remarks>
    /// With softmax a class stands against the mean of all: the estimates are its coefficients less their mean over the classes, which predict the same; their
    /// errors are of the information matrix of all classes together. Likelihood, degrees and criteria are those of the whole model.
    /// </remarks>
    /// <param name="target">The target or class, counted from 0.</param>
    /// <param name="level">The share of the intervals, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The summary. It needs no samples, for the fit has summed what it is made of.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target, or the level is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The model was loaded, its samples came in pieces, or its classes have more than 1024 parameters
    /// together.</exception>
    public RegressionSummary Summary(int target, double level = 0.95) => new(_facts.OfTarget(target), level);

    /// <summary>Writes the model to a file, as <see cref="ToJson"/> says; a file that is there is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => File.WriteAllText(path, ToJson());

    /// <summary>Writes the model as JSON that this and later versions of the library read: coefficients to the last bit, names, the encoding of columns, loss,
    /// objective, solver and the outcome of the training.</summary>
    /// <remarks>
    /// The samples and the histories of the fit are left out: a loaded model has no summary. Of a loss that is not one of <see cref="Losses"/> its words and
    /// its link are kept, not its code: a loaded model predicts, but its loss cannot be evaluated.
    /// </remarks>
    public string ToJson() => ModelFile.Write(_facts, nameof(MultiTargetLinearModel));

    /// <summary>Reads a model that <see cref="Save"/> wrote; it predicts the same, to the last bit.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, no model file, of a newer version, of another kind of model or contradicts itself; the
    /// message says which and names the file.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static MultiTargetLinearModel Load(string path) => new(ModelFile.Load(path, nameof(MultiTargetLinearModel)));

    /// <summary>Reads a model that <see cref="ToJson"/> wrote; it predicts the same, to the last bit.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="InvalidDataException">The text is damaged, no model, of a newer version, of another kind of model or contradicts itself; the message
    /// says which.</exception>
    public static MultiTargetLinearModel FromJson(string json) => new(ModelFile.Parse(json, nameof(MultiTargetLinearModel)));

    /// <summary>The model as formulas, one a line for each target; of classes those of the linear predictors z, whose softmax are the probabilities.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        TargetNames.Select((name, t) => Formula.Of(name, Loss.Link, Intercept[t], Coefficients.Column(t), FeatureNames)));
}
