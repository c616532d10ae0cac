namespace Optimizers.Regression;

/// <summary>What the weights of samples say, on which errors, likelihoods and criteria depend; the coefficients do not.</summary>
public enum WeightMeaning
{
    /// <summary>How often a sample was seen: a weight of 2 is the sample given twice, and n is Σw, also where that is no whole number. As <c>freq_weights</c>
    /// of statsmodels' GLM.</summary>
    Repeats,

    /// <summary>How precise a sample is: a weight of 2 is half the variance, and n the number of samples. As statsmodels' WLS and R's lm; the scale of the
    /// weights is no matter.</summary>
    Precisions,
}
