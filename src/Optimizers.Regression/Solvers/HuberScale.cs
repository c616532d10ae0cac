namespace Optimizers.Regression;

/// <summary>Finds the δ of a Huber loss together with the coefficients.</summary>
/// <remarks>
/// <code>δ ← 1.345 · median|e| / 0.6745,  e the residuals of the minimum at the δ before;  the first are those of least squares</code>
/// <para>The median is weighed by the samples' weights, so that weights that are whole numbers are repeated rows; of several targets the residuals are taken
/// together. All residuals are held in memory, also of a table that is not. Where so many are 0 but for rounding that their median is, the fit is exact and δ
/// just above rounding. Paper: <see href="https://doi.org/10.1002/0471725250">Huber 1981</see>, section 7.8; it is what statsmodels' RLM does.</para>
/// </remarks>
internal static class HuberScale
{
    // 95 % of the precision of least squares where errors are normal
    private const double Efficient = 1.345;

    // of a standard normal variable
    private const double MedianOfSizes = 0.6744897501960817;

    private const double Settled = 1e-11;
    private const int MostRounds = 200;

    // of the targets' deviation
    private const double Exact = 1e-12;

    /// <summary>The δ of a fit.</summary>
    /// <param name="samples">The samples; they are not changed.</param>
    /// <param name="settings">The regression.</param>
    /// <param name="cancellationToken">Breaks off; δ is then the last.</param>
    public static double Delta(PreparedSamples samples, FitSettings settings, CancellationToken cancellationToken)
    {
        if (settings is { Optimizer: not null, Penalty: null })
        {
            // a named optimizer takes columns that depend on others, beside which this much of a ridge is nothing
            settings = settings with { Penalty = new RidgePenalty(1e-10), Standardize = true };
        }

        // a δ that is not known yet has no unit
        ILoss loss = settings.Loss.Reduction == LossReduction.Sum ? Losses.HalfSumOfSquaredErrors : Losses.HalfMeanSquaredError;
        var objective = new UnitObjective(samples, settings with { Optimizer = null, Loss = loss });
        double smallest = Exact * objective.Data.TargetUnit, delta = 0;
        double[] point = objective.Start();
        for (int round = 0; round < MostRounds && !cancellationToken.IsCancellationRequested; round++)
        {
            OptimizationRun run = objective.Run(SolverTable.MinimizerOf(objective, loss), loss, point, new StoppingCriteria(), cancellationToken).Run;
            while (run.MoveNext())
            {
            }

            point = [.. run.Result.Point];
            double before = delta;
            delta = Math.Max(smallest, Efficient / MedianOfSizes * MedianSize(objective, point));
            if (Math.Abs(delta - before) <= Settled * delta || delta == smallest)
            {
                break;
            }

            loss = new HuberLoss(delta) { Reduction = settings.Loss.Reduction };
        }

        return Math.Max(delta, smallest);
    }

    private static double MedianSize(UnitObjective objective, double[] point)
    {
        double[] parameters = [.. point];
        objective.Map.ToStandardized(parameters);
        (int d, int k, int stride) = (objective.Data.Features, objective.Data.Targets, objective.Data.Stride);
        List<double> sizes = [], weights = [];
        foreach (DenseRows block in objective.Data.Samples.Blocks())
        {
            for (int i = 0; i < block.Rows * k; i++)
            {
                ReadOnlySpan<double> group = parameters.AsSpan(i % k * stride, stride);
                double weight = block.Weights?[i / k] ?? 1;
                if (weight > 0)
                {
                    double target = block.Targets[i] - objective.Data.TargetShift[i % k];
                    sizes.Add(Math.Abs(Blas.Dot(block.Row(i / k), group[..d]) + (stride > d ? group[d] : 0) - target));
                    weights.Add(weight);
                }
            }
        }

        return Median([.. sizes], [.. weights]);
    }

    /// <summary>The weighted median; of two in the middle their mean.</summary>
    private static double Median(double[] values, double[] weights)
    {
        Array.Sort(values, weights);
        double half = weights.Sum() / 2, sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += weights[i];
            if (sum >= half)
            {
                return sum > half || i + 1 == values.Length ? values[i] : (values[i] + values[i + 1]) / 2;
            }
        }

        return values[^1];
    }
}
