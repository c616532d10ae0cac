using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Checks of the weights and exposures of samples.</summary>
internal static class FitWeights
{
    /// <summary>Copies weights, those of the settings or those of the data.</summary>
    /// <exception cref="ArgumentException">There are not as many as samples, one is negative or not finite (the message names the row), or all are 0.</exception>
    public static double[]? Of(Vector<double>? given, DenseRows data)
    {
        double[]? weights = Copy(given, data, data.Weights, "weights", "Weights");
        if (weights is null)
        {
            return null;
        }

        int wrong = Array.FindIndex(weights, weight => !(weight >= 0 && double.IsFinite(weight)));
        return wrong >= 0 ? throw new ArgumentException(Invariant($"Row {wrong} of Weights is {weights[wrong]}; every weight must be finite and at least 0 (counted from 0)."), "Weights")
            : weights.AsSpan().ContainsAnyExcept(0) ? weights
            : throw new ArgumentException($"All {weights.Length} Weights are 0; at least one sample must count.", "Weights");
    }

    /// <summary>The logarithms of exposures, those of the settings or those of the data.</summary>
    /// <exception cref="ArgumentException">There are not as many as samples, one is not above 0 (the message names the row), or the loss has no log link.</exception>
    public static double[]? Offsets(Vector<double>? given, ILoss loss, DenseRows data)
    {
        double[]? exposure = Copy(given, data, data.Offsets, "exposures", "Exposure");
        if (exposure is null)
        {
            return null;
        }

        if (loss.Link != Link.Log)
        {
            throw new ArgumentException($"Exposure multiplies the mean of losses with a log link, such as Losses.Poisson; the loss is {loss}.", "Exposure");
        }

        if (given is null)
        {
            return exposure;
        }

        int wrong = Array.FindIndex(exposure, value => !(value > 0 && double.IsFinite(value)));
        return wrong < 0 ? Array.ConvertAll(exposure, Math.Log)
            : throw new ArgumentException(Invariant($"Row {wrong} of Exposure is {exposure[wrong]}; every exposure must be finite and above 0 (counted from 0)."), "Exposure");
    }

    private static double[]? Copy(Vector<double>? given, DenseRows data, double[]? own, string what, string name)
    {
        if (given is null)
        {
            return own;
        }

        Require.SameCount(given.Count, data.Rows, what, "samples", name);
        return own is null ? given.ToArray() : throw new ArgumentException($"Both the settings and the data have {what}; give them once.", name);
    }
}
