using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>Fits that differ by the seed of their mini-batches alone.</content>
public sealed partial record LinearRegression
{
    /// <summary>Fits the same data once for each seed of the mini-batches, to show how much of a model is their chance.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="seeds">The seeds, each in place of that of <see cref="Batches"/>; the same seed gives the same bits.</param>
    /// <returns>The models, in the order of the seeds.</returns>
    /// <exception cref="ArgumentException">There are no <see cref="Batches"/>, they take the samples as given, or there is no seed; or a fit refuses data or
    /// settings.</exception>
    public IReadOnlyList<LinearModel> FitSeeds(Matrix<double> X, Vector<double> y, params ReadOnlySpan<int> seeds) => FitSeeds(TrainingData.From(X, y), seeds);

    /// <summary>Fits the same data with names once for each seed of the mini-batches.</summary>
    /// <param name="data">The samples, of one target or two classes; they are not changed.</param>
    /// <param name="seeds">The seeds, each in place of that of <see cref="Batches"/>; the same seed gives the same bits.</param>
    /// <inheritdoc cref="FitSeeds(Matrix{double}, Vector{double}, ReadOnlySpan{int})" path="/returns|/exception"/>
    public IReadOnlyList<LinearModel> FitSeeds(TrainingData data, params ReadOnlySpan<int> seeds)
    {
        MiniBatches batches = Batches
            ?? throw new ArgumentException($"Seeds are of mini-batches; there are no {nameof(Batches)}, without which every fit is the same.", nameof(Batches));
        if (batches.Order == SampleOrder.AsGiven)
        {
            throw new ArgumentException(
                $"Mini-batches in the {nameof(MiniBatches.Order)} {nameof(SampleOrder.AsGiven)} are the same from every seed.", nameof(Batches));
        }

        if (seeds.IsEmpty)
        {
            throw new ArgumentException("There is no seed; give at least one.", nameof(seeds));
        }

        LinearModel[] models = new LinearModel[seeds.Length];
        for (int i = 0; i < models.Length; i++)
        {
            models[i] = (this with { Batches = batches with { Seed = seeds[i] } }).Fit(data);
        }

        return models;
    }
}
