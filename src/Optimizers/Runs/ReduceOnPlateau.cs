namespace Optimizers;

/// <summary>Shrinks the learning rate when the value no longer falls: torch's ReduceLROnPlateau, as part of the run.</summary>
/// <remarks>
/// <code>after more than p looks without f &lt; best·(1 − θ): η ← max(γη, ηmin), then c looks of rest</code>
/// <para>It looks at the value of each iteration, over mini-batches at the mean of the batches once an epoch. The rates of all groups of coordinates shrink by
/// the same factor (<see cref="OptimizerState.RateScale"/>); what it remembers is saved with the run. In units of a value below 0 the threshold works as in
/// PyTorch: relative to the best.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new ReduceOnPlateau(new Adam { LearningRate = 0.1 }).Minimize(function, start);</code></example>
public sealed record ReduceOnPlateau : IOptimizer, IPlateauSettings
{
    /// <summary>Watches over the rate of a rule.</summary>
    /// <param name="rule">The rule.</param>
    public ReduceOnPlateau(IUpdateRule rule) => Rule = rule;

    /// <summary>The rule.</summary>
    public IUpdateRule Rule { get; init => field = Require.NotNull(value); }

    /// <summary>γ, the factor on the rate.</summary>
    /// <value>Above 0 and below 1; 0.1 by default, as in PyTorch.</value>
    public double Factor { get; init => field = Require.BelowOne(Require.Positive(value)); } = 0.1;

    /// <summary>p, the looks without progress that are let pass.</summary>
    /// <value>At least 0; 10 by default, as in PyTorch.</value>
    public int Patience { get; init => field = Require.AtLeast(0, value); } = 10;

    /// <summary>θ, the share of the best value that counts as progress.</summary>
    /// <value>Finite and at least 0; 1e-4 by default, as in PyTorch.</value>
    public double Threshold { get; init => field = Require.NonNegative(value); } = 1e-4;

    /// <summary>c, the looks after a change in which nothing is counted.</summary>
    /// <value>At least 0; 0 by default, as in PyTorch.</value>
    public int Cooldown { get; init => field = Require.AtLeast(0, value); }

    /// <summary>ηmin, the smallest rate.</summary>
    /// <value>Finite and at least 0; 0 by default, as in PyTorch.</value>
    public double MinimumRate { get; init => field = Require.NonNegative(value); }

    /// <inheritdoc/>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
        => Rule.Start(function, start, Require.NotNull(options) with { Plateau = this });

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
