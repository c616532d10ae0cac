namespace Optimizers.Regression;

/// <summary>The way between the parameters of the user's features and the coordinates of a run: groups of weights and, with an intercept, a bias.</summary>
/// <param name="layout">Where the parameters lie.</param>
/// <param name="standardization">The standardization of the features.</param>
/// <param name="whitening">The whitening of the weights; null: none.</param>
/// <param name="unit">The unit of predictions, in which the coordinates are.</param>
/// <param name="shift">What was subtracted from the targets; null: nothing.</param>
internal sealed class ParameterMap(ParameterLayout layout, Standardization standardization, Whitening? whitening, double unit = 1, double[]? shift = null)
{
    /// <summary>Turns coordinates of a run into parameters, in place.</summary>
    public void ToUser(Span<double> parameters)
    {
        ToStandardized(parameters);
        ShiftToUser(parameters);
    }

    /// <summary>Turns parameters of standardized features and shifted targets into the user's, in place.</summary>
    public void ShiftToUser(Span<double> parameters)
    {
        Shift(parameters, 1);
        standardization.ToUserUnits(parameters);
    }

    /// <summary>Turns parameters into coordinates of a run, in place.</summary>
    public void FromUser(Span<double> parameters)
    {
        standardization.FromUserUnits(parameters);
        Shift(parameters, -1);
        Blas.Scale(1 / unit, parameters, parameters);
        for (int t = 0; t < layout.Targets; t++)
        {
            whitening?.FromWeights(layout.Weights(parameters, t));
        }
    }

    /// <summary>Turns coordinates of a run into parameters of standardized features and shifted targets, in place.</summary>
    public void ToStandardized(Span<double> point)
    {
        for (int t = 0; t < layout.Targets; t++)
        {
            whitening?.ToWeights(layout.Weights(point, t));
        }

        Blas.Scale(unit, point, point);
    }

    /// <summary>Turns a gradient by parameters of standardized features into one by coordinates of a run, in place.</summary>
    public void Gradient(Span<double> gradient)
    {
        for (int t = 0; t < layout.Targets; t++)
        {
            whitening?.Gradient(layout.Weights(gradient, t));
        }

        Blas.Scale(unit, gradient, gradient);
    }

    /// <summary>Turns second derivatives by parameters of standardized features into those by coordinates of a run, in place.</summary>
    /// <param name="hessian">The matrix, both triangles.</param>
    public void Hessian(Span<double> hessian)
    {
        int n = (int)Math.Sqrt(hessian.Length);
        for (int side = 0; side < 2; side++)
        {
            for (int i = 0; i < n; i++)
            {
                Gradient(hessian.Slice(i * n, n));
            }

            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    (hessian[(i * n) + j], hessian[(j * n) + i]) = (hessian[(j * n) + i], hessian[(i * n) + j]);
                }
            }
        }
    }

    private void Shift(Span<double> parameters, int sign)
    {
        for (int t = 0; layout.HasIntercept && t < shift?.Length; t++)
        {
            parameters[layout.BiasAt(t)] += sign * shift[t];
        }
    }
}
