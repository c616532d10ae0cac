namespace Optimizers;

/// <summary>The numbers of <see cref="ReduceOnPlateau"/>, which a run knows without the optimizer that has them.</summary>
internal interface IPlateauSettings
{
    double Factor { get; }

    int Patience { get; }

    double Threshold { get; }

    int Cooldown { get; }

    double MinimumRate { get; }
}
