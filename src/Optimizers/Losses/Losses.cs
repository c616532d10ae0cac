namespace Optimizers;

/// <summary>The losses, each named by its formula: z the prediction, y the target, e = z − y, n the number of terms, which is that of all predictions but for
/// softmax.</summary>
/// <remarks>Each is the mean of its terms if its name does not say more; the types also make sums: <c>new HuberLoss(1.5) { Reduction = LossReduction.Sum
/// }</c>.</remarks>
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

    /// <summary>(1/n) Σ |e|: <see cref="AbsoluteLoss"/>.</summary>
    public static ILoss MeanAbsoluteError { get; } = new AbsoluteLoss();

    /// <summary>(1/n) Σ log cosh e: <see cref="LogCoshLoss"/>.</summary>
    public static ILoss LogCosh { get; } = new LogCoshLoss();

    /// <summary>(1/n) Σ (log(1 + exp z) − yz), y 0 or 1: <see cref="LogisticLoss"/>.</summary>
    public static ILoss Logistic { get; } = new LogisticLoss();

    /// <summary>(1/n) Σ (exp z − yz), y a count: <see cref="PoissonLoss"/>.</summary>
    public static ILoss Poisson { get; } = new PoissonLoss();

    /// <summary>(1/n) Σ (z + y exp(−z)), y above 0: <see cref="GammaLoss"/>.</summary>
    public static ILoss Gamma { get; } = new GammaLoss();

    /// <summary>(1/n) Σ h, h = ½e² for |e| ≤ δ, else δ(|e| − ½δ): <see cref="HuberLoss"/>.</summary>
    /// <param name="delta">δ, finite and above 0; null: a regression takes it from its data, 1.345 times a robust scale of its residuals, and outside one it is
    /// 1.</param>
    public static ILoss Huber(double? delta = null) => delta is { } given ? new HuberLoss(given) : new HuberLoss();

    /// <summary>(1/n) Σ s, s = e²/2β for |e| ≤ β, else |e| − ½β: <see cref="SmoothL1Loss"/>.</summary>
    /// <param name="beta">β, finite and above 0.</param>
    public static ILoss SmoothL1(double beta = 1) => new SmoothL1Loss(beta);

    /// <summary>(1/n) Σ q, q = τ|e| for e ≤ 0, else (1 − τ)|e|: <see cref="QuantileLoss"/>.</summary>
    /// <param name="tau">τ, the share of targets below the prediction, above 0 and below 1.</param>
    public static ILoss Quantile(double tau) => new QuantileLoss(tau);

    /// <summary>(1/n) Σ max(0, |e| − ε): <see cref="EpsilonInsensitiveLoss"/>.</summary>
    /// <param name="epsilon">ε, finite and at least 0.</param>
    public static ILoss EpsilonInsensitive(double epsilon) => new EpsilonInsensitiveLoss(epsilon);

    /// <summary>(1/n) Σ Σⱼ yⱼ (log Σₗ exp zₗ − zⱼ) over the classes: <see cref="SoftmaxLoss"/>.</summary>
    /// <param name="classes">k, at least 2; a term takes k predictions.</param>
    public static ILoss Softmax(int classes) => new SoftmaxLoss(classes);

    /// <summary>(1/n) Σ (exp((2 − p)z)/(2 − p) − y exp((1 − p)z)/(1 − p)), y at least 0: <see cref="TweedieLoss"/>.</summary>
    /// <param name="power">p, of the mean in the variance, above 1 and below 2.</param>
    public static ILoss Tweedie(double power) => new TweedieLoss(power);
}
