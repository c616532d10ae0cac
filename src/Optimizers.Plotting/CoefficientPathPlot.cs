using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>The coefficients of a penalized model over the weight λ of its penalty.</summary>
public static class CoefficientPathPlot
{
    private const int MaxNames = 12;

    /// <summary>Draws a path.</summary>
    /// <param name="lambdas">The weights λ, m, each above 0, in any order.</param>
    /// <param name="coefficients">The coefficients at each λ, m vectors of d.</param>
    /// <param name="names">The names of the coefficients, d; null calls them x0, x1, ….</param>
    /// <param name="chosen">The λ that was chosen, to be marked; or null.</param>
    /// <returns>The figure: λ grows to the right, and the legend names the coefficients, of more than twelve the twelve that grow largest.</returns>
    /// <exception cref="ArgumentException">The numbers of λ, vectors, coefficients and names do not fit, or a λ is not above 0, or a coefficient is not
    /// finite.</exception>
    public static Figure Of(
        IReadOnlyList<double> lambdas, IReadOnlyList<Vector<double>> coefficients, IReadOnlyList<string>? names = null, double? chosen = null)
    {
        Check(lambdas, coefficients, names, chosen);
        int[] order = [.. Enumerable.Range(0, lambdas.Count).OrderBy(i => lambdas[i])];
        double[] logarithms = [.. order.Select(i => Math.Log10(lambdas[i]))];
        double[][] paths = [.. Enumerable.Range(0, coefficients[0].Count).Select(j => order.Select(i => coefficients[i][j]).ToArray())];
        int[] named = [.. Enumerable.Range(0, paths.Length).OrderByDescending(j => paths[j].Max(Math.Abs)).Take(MaxNames).Order()];

        var plot = new Plot();
        plot.Add.HorizontalLine(0, 1, Colors.Gray);
        foreach (int j in Enumerable.Range(0, paths.Length).Except(named))
        {
            plot.Add.ScatterLine(logarithms, paths[j], Colors.Gray.WithAlpha(0.5));
        }

        foreach ((int place, int j) in named.Index())
        {
            var line = plot.Add.Scatter(logarithms, paths[j]);
            line.LineWidth = 2;
            // a single point has no line
            line.MarkerSize = lambdas.Count > 1 ? 0 : 7;
            // there are ten colours
            line.LinePattern = place < 10 ? LinePattern.Solid : LinePattern.Dashed;
            line.LegendText = names?[j] ?? Invariant($"x{j}");
        }

        if (chosen is { } lambda)
        {
            var mark = plot.Add.VerticalLine(Math.Log10(lambda), 2, Colors.Black, LinePattern.Dotted);
            mark.EnableAutoscale = true;
            mark.LegendText = string.Create(CultureInfo.InvariantCulture, $"λ = {lambda:G3}");
        }

        plot.Axes.Bottom.TickGenerator =
            LogarithmicAxis.Ticks(Math.Min(lambdas.Min(), chosen ?? double.PositiveInfinity), Math.Max(lambdas.Max(), chosen ?? 0));
        plot.Axes.Margins(horizontal: 0.02);
        plot.ShowLegend(Edge.Right);
        return new Figure(plot).WithTitle("Coefficients over the penalty").WithAxes("λ (logarithmic)", "coefficient");
    }

    private static void Check(IReadOnlyList<double> lambdas, IReadOnlyList<Vector<double>> coefficients, IReadOnlyList<string>? names, double? chosen)
    {
        Drawable.Columns((nameof(lambdas), lambdas));
        ArgumentNullException.ThrowIfNull(coefficients);
        if (coefficients.Count != lambdas.Count)
        {
            throw new ArgumentException(
                $"There are {lambdas.Count} λ and {coefficients.Count} vectors of coefficients; they must be as many.", nameof(coefficients));
        }

        foreach ((int i, double lambda) in lambdas.Index())
        {
            CheckLambda(lambda, Invariant($"λ {i}"), nameof(lambdas));
            ArgumentNullException.ThrowIfNull(coefficients[i], nameof(coefficients));
            if (coefficients[i].Count != coefficients[0].Count)
            {
                throw new ArgumentException(Invariant($"Vector 0 has {coefficients[0].Count} coefficients and vector {i} has {coefficients[i].Count}; ")
                    + "they must be as many.", nameof(coefficients));
            }

            foreach ((int j, double coefficient) in coefficients[i].EnumerateIndexed())
            {
                if (!double.IsFinite(coefficient))
                {
                    throw new ArgumentException(
                        Invariant($"Coefficient {j} of vector {i} is {coefficient}; only finite numbers can be drawn (counted from 0)."), nameof(coefficients));
                }
            }
        }

        if (names is not null && names.Count != coefficients[0].Count)
        {
            throw new ArgumentException($"There are {names.Count} names for {coefficients[0].Count} coefficients.", nameof(names));
        }

        if (chosen is { } given)
        {
            CheckLambda(given, "The chosen λ", nameof(chosen));
        }
    }

    private static void CheckLambda(double lambda, string which, string name)
    {
        if (!(lambda > 0 && double.IsFinite(lambda)))
        {
            throw new ArgumentException(Invariant($"{which} is {lambda}; on a logarithmic axis it must be a finite number above 0."), name);
        }
    }
}
