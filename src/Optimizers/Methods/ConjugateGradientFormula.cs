namespace Optimizers;

/// <summary>The formula for β in d ← −g + βd; with y = g′ − g.</summary>
public enum ConjugateGradientFormula
{
    /// <summary>β = (y − 2d‖y‖²/dᵀy)ᵀg′ / dᵀy, not below 0.4 dᵀg/‖d‖²: Hager and Zhang 2005, the bound of 2013 in place of one that compares ‖g‖ with
    /// 0.01.</summary>
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
