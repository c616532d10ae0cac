namespace Optimizers.Regression;

/// <summary>What the columns of a table are to a regression.</summary>
/// <example><code>
/// new TableSchema { Target = "price", Categorical = ["city"], Polynomial = new PolynomialFeatures { Degree = 2 } }
/// </code></example>
public sealed record TableSchema
{
    /// <summary>The column that is to be predicted.</summary>
    /// <value>The first of <see cref="Targets"/>, of which setting it leaves no other; empty if none is named.</value>
    public string Target { get => Targets.Count == 0 ? "" : Targets[0]; init => Targets = [Require.NotNull(value)]; }

    /// <summary>The columns that are to be predicted, where they are several.</summary>
    /// <value>None; one at least is needed.</value>
    public IReadOnlyList<string> Targets { get; init => field = [.. Require.NotNull(value)]; } = [];

    /// <summary>The columns that the target is predicted from.</summary>
    /// <value>null: all that are nothing else.</value>
    public IReadOnlyList<string>? Features { get; init => field = value is null ? null : [.. value]; }

    /// <summary>The columns whose cells name categories: a feature for each category. A target among them has classes.</summary>
    /// <value>None: all columns hold numbers.</value>
    public IReadOnlyList<string> Categorical { get; init => field = [.. Require.NotNull(value)]; } = [];

    /// <summary>Whether the first category of a column, in the order of their character codes, has no feature and is the others' absence, as an intercept needs
    /// it.</summary>
    /// <value>true.</value>
    public bool DropFirst { get; init; } = true;

    /// <summary>The classes of a categorical target.</summary>
    /// <value>null: those found in the table.</value>
    public IReadOnlyList<string>? Classes { get; init => field = value is null ? null : [.. value]; }

    /// <summary>The column of the samples' weights, each at least 0.</summary>
    /// <value>null: all samples weigh the same.</value>
    public string? Weights { get; init; }

    /// <summary>The column of the samples' exposures, each above 0: their logarithms are added to the linear predictor.</summary>
    /// <value>null: none.</value>
    public string? Exposure { get; init; }

    /// <summary>The column of the samples' groups, numbers or names, each of which <see cref="CrossValidation"/> keeps in one fold.</summary>
    /// <value>null: none.</value>
    public string? Groups { get; init; }

    /// <summary>The products of the columns of numbers that are features too.</summary>
    /// <value>null: none.</value>
    public PolynomialFeatures? Polynomial { get; init; }

    /// <summary>Whether two schemas say the same.</summary>
    public bool Equals(TableSchema? other)
        => other is not null && DropFirst == other.DropFirst && Lists.SequenceEqual(other.Lists)
        && (Weights, Exposure, Groups, Polynomial) == (other.Weights, other.Exposure, other.Groups, other.Polynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Target, Weights, Exposure, Groups, Polynomial, Categorical.Count);

    // null, which says something else than an empty list, stands between the names of one list and the next
    private IEnumerable<string?> Lists => [.. Targets, null, .. Features ?? [""], null, .. Categorical, null, .. Classes ?? [""]];

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
