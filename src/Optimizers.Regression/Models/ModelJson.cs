namespace Optimizers.Regression;

/// <summary>The JSON form of a model. A number that is not finite is the text "NaN", "Infinity" or "-Infinity".</summary>
internal sealed record ModelJson
{
    public required string Format { get; init; }

    public required int Version { get; init; }

    /// <summary>The name of the model's type.</summary>
    public required string Kind { get; init; }

    /// <summary>The names of the features, d.</summary>
    public required string[] Features { get; init; }

    /// <summary>The names of the targets, k.</summary>
    public required string[] Targets { get; init; }

    /// <summary>The classes of a categorical target; empty if the targets were numbers.</summary>
    public required string[] Classes { get; init; }

    /// <summary>For each target its d coefficients, in the units of the data.</summary>
    public required double[][] Coefficients { get; init; }

    /// <summary>k; null if none were fitted.</summary>
    public required double[]? Intercepts { get; init; }

    public required FeatureEncoding? Encoding { get; init; }

    public required LossJson Loss { get; init; }

    /// <summary>The regression in words.</summary>
    public required string Objective { get; init; }

    public required FeatureScaling? Scaling { get; init; }

    public required string Solver { get; init; }

    public required TrainingJson Training { get; init; }

    public static ModelJson From(ModelContent facts, string kind) => new()
    {
        Format = ModelFile.Format,
        Version = ModelFile.CurrentVersion,
        Kind = kind,
        Features = [.. ColumnNames.OrDefault(facts.FeatureNames, facts.FeatureCount)],
        Targets = [.. ColumnNames.OrDefault(facts.TargetNames, facts.TargetCount, "y")],
        Classes = [.. facts.Classes],
        Coefficients = [.. Enumerable.Range(0, facts.TargetCount).Select(target => facts.Weights(target).ToArray())],
        Intercepts = facts.HasIntercept ? [.. Enumerable.Range(0, facts.TargetCount).Select(facts.Intercept)] : null,
        Encoding = facts.Encoding,
        Loss = LossJson.From(facts.Loss),
        Objective = facts.Objective,
        Scaling = facts.Scaling,
        Solver = facts.Solver,
        Training = TrainingJson.From(facts.Training),
    };

    /// <exception cref="ArgumentException">Numbers of things that belong together differ, or a setting is out of range.</exception>
    /// <exception cref="FormatException">The parts do not fit together in another way.</exception>
    public ModelContent ToFacts()
    {
        ILoss loss = Loss.ToLoss();
        CheckCounts(loss);
        CheckNames();
        double[] parameters = [.. Coefficients.SelectMany((weights, target) => Intercepts is null ? weights : [.. weights, Intercepts[target]])];
        return new ModelContent
        {
            Parameters = parameters,
            FeatureCount = Features.Length,
            HasIntercept = Intercepts is not null,
            FeatureNames = Features,
            TargetNames = Targets,
            Classes = Classes,
            Encoding = Encoding,
            Loss = loss,
            Objective = Objective,
            Scaling = Scaling,
            Solver = Solver,
            Training = Training.ToResult([.. parameters]),
        };
    }

    private void CheckCounts(ILoss loss)
    {
        int d = Features.Length, k = Targets.Length;
        if (d == 0 || k == 0)
        {
            throw new FormatException(Invariant($"There are {d} features and {k} targets; there must be at least 1 of each."));
        }

        Same(Coefficients.Length, k, "lists of coefficients", "targets");
        foreach ((int target, double[]? weights) in Coefficients.Index())
        {
            Same(weights?.Length ?? 0, d, $"coefficients of target '{Targets[target]}'", "features");
        }

        Same(Intercepts?.Length ?? k, k, "intercepts", "targets");
        Same(Scaling?.Means.Length ?? d, d, "means", "features");
        Same(Scaling?.Scales.Length ?? d, d, "scales", "features");
        if ((Kind == nameof(LinearModel) && k != 1) || (loss.Outputs != 1 && loss.Outputs != k))
        {
            throw new FormatException(Invariant($"There are {k} targets; a {Kind} of the loss {loss} has {loss.Outputs}."));
        }

        static void Same(int actual, int expected, string what, string whose)
        {
            if (actual != expected)
            {
                throw new FormatException(Invariant($"There are {actual} {what} for {expected} {whose}."));
            }
        }
    }

    private void CheckNames()
    {
        if (new[] { Features, Targets, Classes }.Any(names => names.Contains(null)))
        {
            throw new FormatException("A feature, target or class has no name.");
        }

        if (Encoding is not null && !Encoding.FeatureNames.SequenceEqual(Features))
        {
            throw new FormatException(
                $"The encoding makes {Encoding.FeatureNames.Count} features, {Cell.List(Encoding.FeatureNames)}; the model has {Features.Length}, "
                    + $"{Cell.List(Features)}.");
        }
    }
}
