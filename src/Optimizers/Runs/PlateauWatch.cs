namespace Optimizers;

/// <summary>What <see cref="ReduceOnPlateau"/> remembers in a run.</summary>
internal sealed class PlateauWatch(IPlateauSettings settings)
{
    // a change of the rate below this share of it is none; PyTorch's is absolute
    private const double SmallestChange = 1e-8;

    private PlateauJson _memory = new();

    /// <summary>Takes the value of an iteration, and shrinks the rate if it is time to.</summary>
    public void Observe(double value, int epoch, Descent descent)
    {
        if (descent.IsStochastic)
        {
            if (epoch == _memory.Epoch)
            {
                _memory = _memory with { Sum = _memory.Sum + value, Count = _memory.Count + 1 };
                return;
            }

            double mean = _memory.Sum / Math.Max(1, _memory.Count);
            _memory = _memory with { Epoch = epoch, Sum = value, Count = 1 };
            value = mean;
        }

        if (Look(value))
        {
            descent.State.RateScale *= Shrink(descent.LearningRate);
        }
    }

    /// <summary>Whether the value has not fallen for too long.</summary>
    public bool Look(double value)
    {
        bool isBetter = _memory.Best is not { } best || value < best - (settings.Threshold * Math.Abs(best));
        int without = isBetter || _memory.Resting > 0 ? 0 : _memory.WithoutProgress + 1;
        bool isTime = without > settings.Patience;
        _memory = _memory with
        {
            Best = isBetter ? value : _memory.Best,
            WithoutProgress = isTime ? 0 : without,
            Resting = isTime ? settings.Cooldown : Math.Max(0, _memory.Resting - 1),
        };
        return isTime;
    }

    /// <summary>The factor on the rate.</summary>
    public double Shrink(double? rate)
    {
        if (rate is not { } η)
        {
            return settings.Factor;
        }

        double next = Math.Max(η * settings.Factor, settings.MinimumRate);
        return η - next > SmallestChange * η ? next / η : 1;
    }

    public PlateauJson ToJson() => _memory;

    public void Load(PlateauJson memory) => _memory = memory;
}

/// <summary>The memory of a <see cref="PlateauWatch"/>, as it is saved.</summary>
internal sealed record PlateauJson
{
    public double? Best { get; init; }

    public int WithoutProgress { get; init; }

    public int Resting { get; init; }

    public int Epoch { get; init; }

    public double Sum { get; init; }

    public int Count { get; init; }
}
