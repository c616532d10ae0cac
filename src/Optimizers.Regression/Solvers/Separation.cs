namespace Optimizers.Regression;

/// <summary>Directions of the parameters along which the loss of a fit falls without end: a plane separates samples, whose predictions go to the limits of the
/// link.</summary>
/// <param name="Basis">What extends rows.</param>
/// <param name="Directions">Independent directions, of extended rows, a group for each target; together they leave behind all samples that can be.</param>
/// <param name="Words">What separates which samples.</param>
internal sealed record Separation(DesignBasis Basis, IReadOnlyList<double[]> Directions, string Words)
{
    /// <summary>Looks for separation where a run ended: nowhere, if the slopes there prove that there is none.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="parameters">Where the run ended, parameters of the standardized features.</param>
    public static Separation? Find(StandardizedSamples data, double[] parameters)
    {
        FitSettings settings = data.Settings;
        if (settings.Loss.Link == Link.Identity)
        {
            return null;
        }

        if (Enumerable.Range(0, data.Features).All(j => Freedom(settings, j) == (false, false)))
        {
            return settings.FitIntercept ? OfIntercepts(data) : null;
        }

        return RecessionProof.Holds(data, parameters) ? null : OfSamples(data);
    }

    /// <summary>The direction to a point that has each sample on its side.</summary>
    public static Separation Towards(StandardizedSamples data, double[] parameters)
    {
        var basis = new DesignBasis(data.Samples, data.Settings.FitIntercept);
        double[] direction = [.. parameters];
        for (int first = 0; first < direction.Length; first += data.Stride)
        {
            basis.FromParameters(direction.AsSpan(first, data.Stride));
        }

        return Of(data, basis, [direction], 0, isComplete: true);
    }

    /// <summary>Whether a coefficient may rise and fall without end, as far as penalty and bounds go.</summary>
    public static (bool Rises, bool Falls) Freedom(FitSettings settings, int feature)
    {
        (bool rises, bool falls) = settings.Penalty switch
        {
            null or RidgePenalty { Weight: 0 } => (true, true),
            NonNegative => (true, false),
            Box box => Within(box),
            _ => (false, false),
        };
        (bool up, bool down) = settings.Bounds is { } bounds ? Within(bounds) : (true, true);
        return (rises && up, falls && down);

        (bool, bool) Within(Box box) => (box.Upper(feature) == double.PositiveInfinity, box.Lower(feature) == double.NegativeInfinity);
    }

    /// <summary>What separates samples by one of the targets.</summary>
    public Separation? OfTarget(int target)
    {
        double[][] directions =
            [.. Directions.Select(direction => direction.AsSpan(target * Basis.Width, Basis.Width).ToArray()).Where(group => Blas.MaxNorm(group) > 0)];
        return directions.Length > 0 ? this with { Directions = directions } : null;
    }

    /// <summary>Whether a sample of a fit of one target is left behind, and says nothing of the other directions.</summary>
    /// <param name="sample">The standardized features.</param>
    public bool Separates(ReadOnlySpan<double> sample)
    {
        double[] row = new double[Basis.Width];
        Basis.Extend(sample, row);
        return Directions.Any(direction => DesignBasis.Along(row, direction) != 0);
    }

    private static Separation? OfSamples(StandardizedSamples data)
    {
        var basis = new DesignBasis(data.Samples, data.Settings.FitIntercept);
        List<double[]> singles = [], others = [];
        bool isComplete = true;
        int outputs = data.Settings.Loss.Outputs;
        for (int target = 0; target < data.Targets; target += outputs)
        {
            var cone = new RecessionCone(data, basis, target);
            IReadOnlyList<double[]> found = cone.Directions();
            for (int k = 0; k < found.Count; k++)
            {
                double[] direction = new double[data.Dimension];
                found[k].CopyTo(direction, target * data.Stride);
                (k < cone.SingleCount ? singles : others).Add(direction);
            }

            isComplete &= cone.IsComplete;
        }

        return singles.Count + others.Count > 0 ? Of(data, basis, [.. singles, .. others], singles.Count, isComplete) : null;
    }

    /// <summary>The intercepts that nothing holds: of targets that may all rise or all fall.</summary>
    private static Separation? OfIntercepts(StandardizedSamples data)
    {
        int targets = data.Settings.Loss.Outputs == 1 ? data.Targets : 0;
        bool[] rises = [.. Enumerable.Repeat(true, targets)], falls = [.. rises];
        foreach ((DenseRows block, int i) in data.Samples.Counted())
        {
            for (int t = 0; t < targets; t++)
            {
                double target = block.Targets[(i * block.TargetCount) + t];
                rises[t] = rises[t] && Recession.MayRise(data.Settings.Loss, target);
                falls[t] = falls[t] && Recession.MayFall(data.Settings.Loss, target);
            }

            if (!rises.Contains(true) && !falls.Contains(true))
            {
                return null;
            }
        }

        List<double[]> directions = [];
        for (int t = 0; t < targets; t++)
        {
            if (rises[t] != falls[t])
            {
                double[] direction = new double[data.Dimension];
                direction[((t + 1) * data.Stride) - 1] = rises[t] ? 1 : -1;
                directions.Add(direction);
            }
        }

        return directions.Count > 0
            ? Of(data, new DesignBasis(data.Samples, hasIntercept: true), directions, directions.Count, directions.Count == data.Targets)
            : null;
    }

    private static Separation Of(StandardizedSamples data, DesignBasis basis, IReadOnlyList<double[]> directions, int singles, bool isComplete)
        => new(basis, directions, new SeparationWords(data, basis, directions, singles, isComplete).ToString());
}
