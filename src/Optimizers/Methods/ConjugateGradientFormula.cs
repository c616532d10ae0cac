namespace Optimizers;

/// <summary>The formula for β in d ← −g + βd; with y = g′ − g.</summary>
public enum ConjugateGradientFormula
{
    /// <summary>β = (y − 2d‖y‖²/dᵀy)ᵀg′ / dᵀy, not below −1/(‖d‖ min(0.01, ‖g‖)): Hager and Zhang 2005.</summary>
    HagerZhang,

    /// <summary>β = ‖g′‖²/‖g‖²: Fletcher and Reeves 1964.</summary>
    FletcherReeves,

    /// <summary>β = max(0, yᵀg′/‖g‖²): Polak and Ribière 1969, Powell 1984.</summary>
    PolakRibiere,

    /// <summary>β = max(0, yᵀg′/dᵀy): Hestenes and Stiefel 1952.</summary>
    HestenesStiefel,

    /// <summary>β = ‖g′‖²/dᵀy: Dai and Yuan 1999.</summary>
    DaiYuan,
}
