using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>What a fitted model knows: its parameters and how they were found.</summary>
internal sealed record ModelContent
{
    /// <summary>For each target in turn the coefficients and, if fitted, the intercept, in the user's units.</summary>
    public required double[] Parameters { get; init; }

    /// <summary>d.</summary>
    public required int FeatureCount { get; init; }

    public required bool HasIntercept { get; init; }

    public IReadOnlyList<string>? FeatureNames { get; init; }

    public IReadOnlyList<string>? TargetNames { get; init; }

    /// <summary>The classes of a categorical target; empty if the targets were numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How the columns of a table became features; null where the features were numbers.</summary>
    public FeatureEncoding? Encoding { get; init; }

    public required ILoss Loss { get; init; }

    public required string Solver { get; init; }

    /// <summary>The regression in words.</summary>
    public required string Objective { get; init; }

    /// <summary>How the fit standardized the features; null if it took them as they are.</summary>
    public FeatureScaling? Scaling { get; init; }

    public required OptimizationResult Training { get; init; }

    public IReadOnlyList<double> ValidationHistory { get; init; } = [];

    /// <summary>What the summary of each target needs of the samples of the fit; null in a model that was loaded, of samples in pieces, or inside a search;
    /// empty of classes too many.</summary>
    public IReadOnlyList<SampleSums>? Sums { get; init; }

    /// <summary>What a fit of the next piece goes on from; null where the samples did not come in pieces.</summary>
    public PieceEnd? Piece { get; init; }

    /// <summary>k.</summary>
    public int TargetCount => Parameters.Length / (FeatureCount + (HasIntercept ? 1 : 0));

    public static ModelContent Of(LinearFit problem)
    {
        OptimizationResult training = problem.Result;
        return new ModelContent
        {
            Parameters = training.Point,
            FeatureCount = problem.Data.Features,
            HasIntercept = problem.Data.Settings.FitIntercept,
            FeatureNames = problem.Data.FeatureNames,
            Loss = problem.Data.Settings.Loss,
            Solver = problem.Solver,
            Objective = problem.Data.Settings.Objective,
            Scaling = problem.Targets[0].Data.Standardization.Scaling,
            // the function of the run holds the samples
            Training = training.WithoutFunction(),
            ValidationHistory = [.. problem.ValidationHistory],
        };
    }

    /// <summary>The same with what a summary needs.</summary>
    /// <param name="problem">The fit.</param>
    /// <param name="before">The sums of another fit to the same samples; null: there is none.</param>
    public ModelContent Summarized(LinearFit problem, IReadOnlyList<SampleSums>? before = null)
        => this with { Sums = SampleSums.Of(problem, Parameters, before) };

    /// <summary>The facts of a fit to data in memory.</summary>
    public static ModelContent Of(LinearFit problem, TrainingData data)
        => Of(problem) with { TargetNames = data.TargetNames, Classes = data.Classes, Encoding = data.Encoding };

    /// <summary>The facts of a fit to a table that is read in blocks.</summary>
    public static ModelContent Of(LinearFit problem, TableRows rows)
        => Of(problem) with { TargetNames = rows.TargetNames, Classes = rows.Classes, Encoding = rows.Encoding };

    /// <summary>The features of the rows of a table.</summary>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public Matrix<double> Encode(TableSource source) => Encoding is { } encoding ? encoding.Encode(source)
        : throw new InvalidOperationException("The model was fitted to numbers without an encoding of columns; give Predict a matrix.");

    /// <summary>The coefficients of a target and, if fitted, its intercept.</summary>
    public ReadOnlySpan<double> ParametersOf(int target) => Parameters.AsSpan(target * (Parameters.Length / TargetCount), Parameters.Length / TargetCount);

    /// <summary>The coefficients of a target.</summary>
    public ReadOnlySpan<double> Weights(int target) => Parameters.AsSpan(target * (Parameters.Length / TargetCount), FeatureCount);

    /// <summary>The intercept of a target; 0 if none was fitted.</summary>
    public double Intercept(int target) => HasIntercept ? Parameters[(target * (FeatureCount + 1)) + FeatureCount] : 0;

    /// <summary>What a summary of a target is made of.</summary>
    /// <exception cref="InvalidOperationException">The sums are not there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target.</exception>
    public FittedTarget OfTarget(int target) => new()
    {
        Sums = SumsOf(target),
        Number = target,
        Name = TargetCount == 1 ? null : ColumnNames.OrDefault(TargetNames, TargetCount, "y")[target],
        Parameters = Parameters,
        Estimates = [.. ParametersOf(target)],
        ParameterNames = [.. ColumnNames.OrDefault(FeatureNames, FeatureCount), .. HasIntercept ? ["intercept"] : Array.Empty<string>()],
        Loss = Loss,
        Solver = Solver,
        Training = Training,
    };

    private SampleSums SumsOf(int target)
    {
        IReadOnlyList<SampleSums> sums = Sums
            ?? throw new InvalidOperationException(
                "The model was loaded, its samples came in pieces, or it is of a path of more features than samples: "
                + "the sums that a summary is of are not there. "
                + "Take the summary of a fit, before saving.");
        if (target < 0 || target >= TargetCount)
        {
            throw new ArgumentOutOfRangeException(nameof(target), Invariant($"There is no target {target}; there are {TargetCount}, counted from 0."));
        }

        return sums.Count > 0 ? sums[target]
            : throw new InvalidOperationException(
                Invariant($"The classes have {Parameters.Length} parameters together; a fit sums second derivatives for a summary of up to ")
                + Invariant($"{ClassSums.MostParameters}."));
    }
}
