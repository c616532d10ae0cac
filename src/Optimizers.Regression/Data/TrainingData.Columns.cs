using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>What samples have beside features and targets.</content>
public sealed partial class TrainingData
{
    /// <summary>The group of each sample, n, numbered from 0 in the order in which they come first; null: the samples have no groups.</summary>
    public IReadOnlyList<int>? Groups => Rows.Groups;

    /// <summary>The same samples with weights, by which the terms of the loss are multiplied; means divide by their sum.</summary>
    /// <param name="weights">The weights, n, each at least 0 and not all 0; <see cref="LinearRegression.WeightsAre"/> says what they are.</param>
    /// <exception cref="ArgumentException">
    /// There is not one weight for each sample, one is below 0 or not finite (the message names the row), or all are 0.
    /// </exception>
    public TrainingData WithWeights(IReadOnlyList<double> weights)
    {
        double[] all = Checked(weights, "weight", weight => weight >= 0, "at least 0", nameof(weights));
        return all.AsSpan().ContainsAnyExcept(0) ? With(Rows with { Weights = all })
            : throw new ArgumentException($"All {all.Length} weights are 0; at least one sample must count.", nameof(weights));
    }

    /// <inheritdoc cref="WithWeights(IReadOnlyList{double})"/>
    public TrainingData WithWeights(Vector<double> weights) => WithWeights(Require.NotNull(weights, nameof(weights)).ToArray());

    /// <summary>The same samples with exposures, for losses with a log link: the mean is exposure · exp(Xw + b), so that the model is of the rate.</summary>
    /// <param name="exposure">The exposures, n, each above 0.</param>
    /// <exception cref="ArgumentException">
    /// There is not one exposure for each sample, or one is not above 0 or not finite (the message names the row).
    /// </exception>
    public TrainingData WithExposure(IReadOnlyList<double> exposure)
        => With(Rows with { Offsets = Array.ConvertAll(Checked(exposure, "exposure", value => value > 0, "above 0", nameof(exposure)), Math.Log) });

    /// <inheritdoc cref="WithExposure(IReadOnlyList{double})"/>
    public TrainingData WithExposure(Vector<double> exposure) => WithExposure(Require.NotNull(exposure, nameof(exposure)).ToArray());

    /// <summary>The same samples in groups, as several of one patient are, which <see cref="CrossValidation"/> keeps in one fold.</summary>
    /// <typeparam name="T">What tells groups apart: numbers, names, dates.</typeparam>
    /// <param name="groups">The group of each sample, n.</param>
    /// <exception cref="ArgumentException">There is not one group for each sample, or one is null (the message names the row).</exception>
    public TrainingData WithGroups<T>(IReadOnlyList<T> groups)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(groups);
        Require.SameCount(groups.Count, SampleCount, "groups", "samples", nameof(groups));
        var numbers = new Dictionary<T, int>();
        int[] all = new int[groups.Count];
        for (int i = 0; i < all.Length; i++)
        {
            T group = groups[i]
                ?? throw new ArgumentException(Invariant($"Row {i} of groups is null; every sample needs a group (counted from 0)."), nameof(groups));
            numbers.TryAdd(group, numbers.Count);
            all[i] = numbers[group];
        }

        return With(Rows with { Groups = all });
    }

    private double[] Checked(IReadOnlyList<double> values, string one, Func<double, bool> allowed, string what, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        Require.SameCount(values.Count, SampleCount, one + "s", "samples", name);
        double[] all = [.. values];
        int wrong = Array.FindIndex(all, value => !double.IsFinite(value) || !allowed(value));
        return wrong < 0 ? all
            : throw new ArgumentException(Invariant($"Row {wrong} of {name} is {all[wrong]}; every {one} must be finite and {what} (counted from 0)."), name);
    }
}
