namespace Optimizers;

/// <summary>Finds a learning rate by trying rates that grow from step to step, until the value explodes.</summary>
/// <remarks>
/// <para>The suggestion is a tenth of the rate at which the smoothed value was lowest: still falling fast, with room to what diverges. It costs
/// <see cref="Steps"/> steps. Source: L. Smith, <see href="https://arxiv.org/abs/1506.01186">Cyclical learning rates</see>, 2017, section 3.3, as fastai uses
/// it.</para>
/// </remarks>
/// <example><code>LearningRateSearch search = new LearningRateFinder().Find(rate => new Adam { LearningRate = rate }, function, start);</code></example>
public sealed record LearningRateFinder
{
    private const double Smoothing = 0.8;
    private const double Explosion = 4;

    /// <summary>The first rate.</summary>
    /// <value>Finite and above 0; 1e-7 by default.</value>
    public double Lowest { get; init => field = Require.Positive(value); } = 1e-7;

    /// <summary>The last rate.</summary>
    /// <value>Finite and above 0; 10 by default.</value>
    public double Highest { get; init => field = Require.Positive(value); } = 10;

    /// <summary>The largest number of steps.</summary>
    /// <value>At least 2; 100 by default.</value>
    public int Steps { get; init => field = Require.AtLeast(2, value); } = 100;

    /// <summary>Tries the rates on the whole function.</summary>
    /// <param name="rule">Makes the rule with a given rate, such as <c>rate => new Adam { LearningRate = rate }</c>.</param>
    /// <param name="function">f, of n coordinates.</param>
    /// <param name="start">x₀, n finite coordinates.</param>
    /// <returns>The rates with their values, and a suggestion.</returns>
    /// <exception cref="ArgumentException">The start does not fit the function, or the lowest rate is not below the highest.</exception>
    public LearningRateSearch Find(Func<Schedule, IUpdateRule> rule, IDifferentiableFunction function, ReadOnlySpan<double> start)
        => Find(rule, function, start, null);

    /// <summary>Tries the rates on mini-batches.</summary>
    /// <param name="rule">Makes the rule with a given rate, such as <c>rate => new Adam { LearningRate = rate }</c>.</param>
    /// <param name="function">f, of n coordinates.</param>
    /// <param name="start">x₀, n finite coordinates.</param>
    /// <param name="batches">The batches; their length does not count.</param>
    /// <returns>The rates with their values, and a suggestion.</returns>
    /// <exception cref="ArgumentException">The start does not fit the function, or the lowest rate is not below the highest.</exception>
    public LearningRateSearch Find(Func<Schedule, IUpdateRule> rule, IFiniteSumFunction function, ReadOnlySpan<double> start, MiniBatches batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return Find(rule, (IDifferentiableFunction)function, start, batches with { Epochs = null, Steps = Steps });
    }

    private LearningRateSearch Find(Func<Schedule, IUpdateRule> rule, IDifferentiableFunction function, ReadOnlySpan<double> start, MiniBatches? batches)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (!(Lowest < Highest))
        {
            throw new ArgumentException(Invariant($"Lowest is {Lowest} and Highest {Highest}; the first must be below the second."), nameof(Lowest));
        }

        var schedule = new ExponentialDecay(Lowest, Math.Pow(Highest / Lowest, 1.0 / (Steps - 1)));
        var options = new RunOptions { Stopping = new() { MaxIterations = Steps, GradientTolerance = batches is null ? 0 : null }, Batches = batches };
        List<double> rates = [], values = [];
        double smooth = 0, best = double.PositiveInfinity, bestRate = Lowest;
        foreach (Iteration iteration in rule(schedule).Start(function, start, options))
        {
            // the value after a step belongs to the rate of that step
            smooth = iteration.Number == 0 ? iteration.Value : (Smoothing * smooth) + ((1 - Smoothing) * iteration.Value);
            if (iteration.Number == 0)
            {
                continue;
            }

            double rate = schedule.At(iteration.Number - 1);
            rates.Add(rate);
            values.Add(iteration.Value);
            if (smooth < best)
            {
                (best, bestRate) = (smooth, rate);
            }
            else if (smooth - best > Explosion * Math.Max(Math.Abs(best), 1e-300))
            {
                break;
            }
        }

        return new LearningRateSearch(rates, values, bestRate / 10);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
