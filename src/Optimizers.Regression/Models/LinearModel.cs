using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>A fitted linear model of one target, ŷ = g(Xw + b), in the units of the data; g is what the <see cref="Link"/> of the loss says, the identity for
/// losses of residuals.</summary>
public sealed class LinearModel
{
    private readonly ModelContent _facts;

    internal LinearModel(ModelContent facts)
    {
        _facts = facts;
        Coefficients = Vector<double>.Build.DenseOfArray(facts.Weights(0).ToArray());
        Intercept = facts.Intercept(0);
        FeatureNames = ColumnNames.OrDefault(facts.FeatureNames, facts.FeatureCount);
    }

    /// <summary>The coefficients w, d of them, in units of y (with a log or logit link, of its logarithm or log-odds) over units of x.</summary>
    public Vector<double> Coefficients { get; }

    /// <summary>The intercept b, in units of y, of its logarithm or log-odds; 0 if none was fitted.</summary>
    public double Intercept { get; }

    /// <summary>The names of the features, d; x0, x1, … where the data had none.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The two classes of a categorical target: the second is label 1; empty where the targets were numbers.</summary>
    public IReadOnlyList<string> Classes => _facts.Classes;

    /// <summary>How the columns of a table became features; null where the features were numbers already.</summary>
    public FeatureEncoding? Encoding => _facts.Encoding;

    /// <summary>The loss that was minimized.</summary>
    public ILoss Loss => _facts.Loss;

    /// <summary>How the fit was solved, in a phrase: the optimizer that was named, or the way that was chosen.</summary>
    public string Solver => _facts.Solver;

    /// <summary>The coefficients, then, if fitted, the intercept: what <see cref="LinearRegression.Start"/> takes to go on from here.</summary>
    public Vector<double> Parameters => Vector<double>.Build.DenseOfArray([.. _facts.Parameters]);

    /// <summary>
    /// How the fit went. Its point holds the coefficients and, if fitted, the intercept, in the user's units, and its value is the loss with its penalty; its
    /// gradient norm is in the coordinates that the optimizer saw. Its <see cref="OptimizationResult.Explain"/> does without the samples, which a model does
    /// not keep; <see cref="FitRun{TModel}.Explain"/> looks at them.
    /// </summary>
    public OptimizationResult Training => _facts.Training;

    /// <summary>The loss at each iteration that <see cref="OptimizationResult.History"/> keeps: the first before any step, the last at the end.</summary>
    public IReadOnlyList<double> LossHistory => [.. Training.History.Select(iteration => iteration.Value)];

    /// <summary>The losses of the samples that were held out, an entry an epoch; empty without <see cref="LinearRegression.EarlyStopping"/>.</summary>
    public IReadOnlyList<double> ValidationHistory => _facts.ValidationHistory;

    /// <summary>All that is known of the fit.</summary>
    internal ModelContent Facts => _facts;

    /// <summary>Predicts the means of the targets: with a logit link the probabilities of label 1, with a log link the means at an exposure of 1.</summary>
    /// <param name="X">The features, n × d.</param>
    /// <returns>ŷ, n.</returns>
    /// <exception cref="ArgumentException">X has another number of columns than the model has coefficients.</exception>
    public Vector<double> Predict(Matrix<double> X)
    {
        ArgumentNullException.ThrowIfNull(X);
        Prediction.CheckFeatures(X.ColumnCount, _facts.FeatureCount);
        double[] predictions = Prediction.Of(X, _facts.Weights(0), Intercept);
        Loss.Link.Apply(predictions, 1);
        return Vector<double>.Build.DenseOfArray(predictions);
    }

    /// <summary>Predicts the means of the targets of samples of a single feature.</summary>
    /// <param name="x">The feature, n.</param>
    /// <returns>ŷ, n.</returns>
    /// <exception cref="ArgumentException">The model has more than one coefficient.</exception>
    public Vector<double> Predict(Vector<double> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Predict(x.ToColumnMatrix());
    }

    /// <summary>Predicts the means of the targets of the rows of a table, its columns encoded as those of the fit were.</summary>
    /// <param name="source">A table with the columns of the features, and maybe others.</param>
    /// <returns>ŷ, n.</returns>
    /// <exception cref="ArgumentException">A column is not there, a cell is empty or not finite, or a category was not among those of the fit; the message
    /// names row and column.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public Vector<double> Predict(TableSource source) => Predict(_facts.Encode(source));

    /// <summary>Predicts labels of a model with a logit link: 1 where the probability is at least a threshold, else 0.</summary>
    /// <param name="X">The features, n × d.</param>
    /// <param name="threshold">The threshold, ½ by default.</param>
    /// <returns>The labels, n.</returns>
    /// <exception cref="ArgumentException">X has another number of columns than the model has coefficients.</exception>
    /// <exception cref="InvalidOperationException">The loss has no logit link.</exception>
    public int[] PredictClass(Matrix<double> X, double threshold = 0.5)
        => Loss.Link == Link.Logit ? [.. Predict(X).Select(probability => probability >= threshold ? 1 : 0)]
            : throw new InvalidOperationException($"Only a model with a logit link, as that of Losses.Logistic, predicts classes; the loss is {Loss}.");

    /// <summary>How good the predictions are: the coefficient of determination R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)², or of a classifier, a model with a logit link,
    /// the accuracy.</summary>
    /// <param name="X">The features, n × d.</param>
    /// <param name="y">The targets, n.</param>
    /// <returns>
    /// R²: 1 for perfect predictions, 0 for those no better than the mean, below 0 for worse ones; where y is constant it is 1 if the predictions are perfect,
    /// else −∞. For a model without an intercept ȳ is 0, as in <see cref="RegressionSummary.RSquared"/> and in statsmodels (scikit-learn takes the mean
    /// always); <see cref="RegressionMetrics.RSquared(Vector{double}, Vector{double}, Vector{double}?)"/> is beside the mean. The accuracy, as in scikit-learn:
    /// the share of labels that <see cref="PredictClass"/> predicts right, between 0 and 1.
    /// </returns>
    /// <exception cref="ArgumentException">X or y do not fit the model or each other.</exception>
    public double Score(Matrix<double> X, Vector<double> y) => Prediction.Score(Predict(X), y, Loss.Link, _facts.HasIntercept);

    /// <inheritdoc cref="Score(Matrix{double}, Vector{double})"/>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    public double Score(Vector<double> x, Vector<double> y) => Prediction.Score(Predict(x), y, Loss.Link, _facts.HasIntercept);

    /// <summary>What the data of the fit say about the model: standard errors, tests, intervals, R², of a classifier McFadden's pseudo-R², F, AIC and
    /// more.</summary>
    /// <param name="level">The share of the intervals, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The summary. It needs no samples, for the fit has summed what it is made of.</returns>
    /// <exception cref="InvalidOperationException">The model was loaded, or its samples came in pieces.</exception>
    public RegressionSummary Summary(double level = 0.95) => new(_facts.OfTarget(0), level);

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
    public string ToJson() => ModelFile.Write(_facts, nameof(LinearModel));

    /// <summary>Reads a model that <see cref="Save"/> wrote; it predicts the same, to the last bit.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, no model file, of a newer version, of another kind of model or contradicts itself; the
    /// message says which and names the file.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static LinearModel Load(string path) => new(ModelFile.Load(path, nameof(LinearModel)));

    /// <summary>Reads a model that <see cref="ToJson"/> wrote; it predicts the same, to the last bit.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="InvalidDataException">The text is damaged, no model, of a newer version, of another kind of model or contradicts itself; the message
    /// says which.</exception>
    public static LinearModel FromJson(string json) => new(ModelFile.Parse(json, nameof(LinearModel)));

    /// <summary>The model as a formula.</summary>
    public override string ToString() => Formula.Of("y", Loss.Link, Intercept, Coefficients, FeatureNames);
}
