namespace Optimizers.Regression;

/// <summary>The way between the parameters of the user's features and the coordinates of a run: groups of weights and, with an intercept, a bias.</summary>
internal sealed class ParameterMap(int features, bool fitIntercept, Standardization standardization, Whitening? whitening)
{
    private readonly int _stride = features + (fitIntercept ? 1 : 0);

    /// <summary>Turns coordinates of a run into parameters, in place.</summary>
    public void ToUser(Span<double> parameters)
    {
        ToStandardized(parameters);
        standardization.ToUserUnits(parameters);
    }

    /// <summary>Turns parameters into coordinates of a run, in place.</summary>
    public void FromUser(Span<double> parameters)
    {
        standardization.FromUserUnits(parameters);
        for (int first = 0; first < parameters.Length; first += _stride)
        {
            whitening?.FromWeights(parameters.Slice(first, features));
        }
    }

    /// <summary>Turns coordinates of a run into parameters of standardized features, in place.</summary>
    public void ToStandardized(Span<double> point)
    {
        for (int first = 0; first < point.Length; first += _stride)
        {
            whitening?.ToWeights(point.Slice(first, features));
        }
    }

    /// <summary>Turns a gradient by parameters of standardized features into one by coordinates of a run, in place.</summary>
    public void Gradient(Span<double> gradient)
    {
        for (int first = 0; first < gradient.Length; first += _stride)
        {
            whitening?.Gradient(gradient.Slice(first, features));
        }
    }
}
