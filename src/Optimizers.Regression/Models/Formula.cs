using System.Globalization;
using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The linear predictor of a target in print.</summary>
internal static class Formula
{
    public static string Of(string target, Link link, double intercept, Vector<double> coefficients, IReadOnlyList<string> features)
    {
        string function = link switch { Link.Log => "log", Link.Logit => "logit", Link.Softmax => "z", _ => "" };
        var text = new StringBuilder(function.Length > 0 ? $"{function}({target})" : target);
        text.Append(CultureInfo.InvariantCulture, $" = {intercept:G6}");
        for (int j = 0; j < coefficients.Count; j++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {(coefficients[j] < 0 ? '-' : '+')} {Math.Abs(coefficients[j]):G6} {features[j]}");
        }

        return text.ToString();
    }
}
