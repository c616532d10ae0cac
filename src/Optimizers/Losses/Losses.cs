namespace Optimizers;

/// <summary>The losses, each named by its formula; e = prediction − target, n is the number of all predictions.</summary>
public static class Losses
{
    /// <summary>(1/n) Σ e², gradient 2e/n: torch.nn.MSELoss, the mean over all elements.</summary>
    public static ILoss MeanSquaredError { get; } = new SquaredLoss(nameof(MeanSquaredError), "(1/n) Σ e²", 1, LossReduction.Mean);

    /// <summary>(1/2n) Σ e², gradient e/n.</summary>
    public static ILoss HalfMeanSquaredError { get; } = new SquaredLoss(nameof(HalfMeanSquaredError), "(1/2n) Σ e²", 0.5, LossReduction.Mean);

    /// <summary>Σ e², gradient 2e.</summary>
    public static ILoss SumOfSquaredErrors { get; } = new SquaredLoss(nameof(SumOfSquaredErrors), "Σ e²", 1, LossReduction.Sum);

    /// <summary>½ Σ e², gradient e.</summary>
    public static ILoss HalfSumOfSquaredErrors { get; } = new SquaredLoss(nameof(HalfSumOfSquaredErrors), "½ Σ e²", 0.5, LossReduction.Sum);

    /// <summary>√Σ e², gradient e/√Σ e²; at e = 0, where the norm has a kink, the gradient is 0.</summary>
    public static ILoss L2Norm { get; } = new SquaredLoss(nameof(L2Norm), "√(Σ e²)", 1, LossReduction.RootOfSum);

    /// <summary>√((1/n) Σ e²), gradient e/(n·RMSE); at e = 0, where the root has a kink, the gradient is 0.</summary>
    public static ILoss RootMeanSquaredError { get; } = new SquaredLoss(nameof(RootMeanSquaredError), "√((1/n) Σ e²)", 1, LossReduction.RootOfMean);
}
