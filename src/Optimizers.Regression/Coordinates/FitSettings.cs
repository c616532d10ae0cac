using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>What a solver is told of a fit: the settings of a regression but for those that are of the samples.</summary>
internal sealed record FitSettings
{
    public required ILoss Loss { get; init; }

    public IPenalty? Penalty { get; init; }

    public Box? Bounds { get; init; }

    public IOptimizer? Optimizer { get; init; }

    public MiniBatches? Batches { get; init; }

    public bool FitIntercept { get; init; } = true;

    public bool Standardize { get; init; } = true;

    /// <summary>For each target in turn d weights, then the intercept if one is fitted, in the user's units; null: none is given.</summary>
    public Vector<double>? Start { get; init; }

    public StoppingCriteria Stopping { get; init; } = new();

    /// <summary>Whether samples are held out that end the fit early.</summary>
    public bool StopsEarly { get; init; }

    /// <summary>Whether a weight says how often a sample was seen.</summary>
    public bool HasRepeats { get; init; }

    /// <summary>The regression in words.</summary>
    public string Objective { get; init; } = "";

    /// <summary>The penalty where it has a gradient everywhere; null: it has not, or there is none.</summary>
    public ISmoothPenalty? SmoothPenalty => Penalty as ISmoothPenalty;

    /// <summary>The penalty where it needs a proximal operator; null: it does not, or there is none.</summary>
    public IPenalty? KinkedPenalty => SmoothPenalty is null ? Penalty : null;

    /// <summary>Whether a penalty pulls at the weights.</summary>
    public bool IsPenalized => Penalty is not (null or RidgePenalty { Weight: 0 });

    /// <summary>The start as an array of its own, of zeros where none is given.</summary>
    public double[] StartFor(int parameters)
    {
        if (Start is null)
        {
            return new double[parameters];
        }

        Require.SameLength(Start.Count, parameters, nameof(Start), "the model has", nameof(Start));
        double[] start = Start.ToArray();
        Require.Finite(start, nameof(Start), nameof(Start));
        return start;
    }
}
