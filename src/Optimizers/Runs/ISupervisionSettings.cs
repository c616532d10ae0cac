namespace Optimizers;

/// <summary>The numbers of <see cref="Supervised"/>, which a run knows without the optimizer that has them.</summary>
internal interface ISupervisionSettings
{
    double Factor { get; }

    int Limit { get; }

    double Explosion { get; }

    int Period { get; }
}
