namespace Optimizers.Regression;

/// <summary>What is asked of each coordinate of its own: λⱼ|uⱼ| + ½ρⱼuⱼ² and lⱼ ≤ uⱼ ≤ hⱼ.</summary>
/// <param name="L1">λ, at least 0.</param>
/// <param name="L2">ρ, at least 0.</param>
/// <param name="Lower">l, −∞ for none.</param>
/// <param name="Upper">h, +∞ for none.</param>
internal sealed record CoordinateTerms(double[] L1, double[] L2, double[] Lower, double[] Upper) : ISmoothPenalty
{
    /// <summary>The terms of a penalty that is a sum over weights, and of bounds; null for other penalties.</summary>
    /// <param name="data">The samples, whose settings have the bounds.</param>
    /// <param name="penalty">The penalty; null: none.</param>
    /// <param name="stride">The coordinates of a target: its weights and maybe its bias, which goes free.</param>
    /// <param name="unit">What a coordinate is multiplied by to be a parameter of the standardized features.</param>
    /// <param name="divisor">What the loss was divided by.</param>
    public static CoordinateTerms? Of(StandardizedSamples data, IPenalty? penalty, int stride, double unit, double divisor)
    {
        Require.SameLength(penalty?.Dimension ?? data.Features, data.Features, nameof(data.Settings.Penalty), "the model has", nameof(data.Settings.Penalty));
        if (penalty is not (null or ISeparablePenalty))
        {
            return null;
        }

        var separable = (ISeparablePenalty?)penalty;
        Box? bounds = data.Bounds();
        int dimension = stride * data.Targets;
        CoordinateTerms terms = None(dimension);
        for (int t = 0; t < data.Targets; t++)
        {
            for (int j = 0; j < data.Features; j++)
            {
                int i = (t * stride) + j;
                double weight = unit * (data.PenaltyScales?[j] ?? 1);
                CoordinateTerm own = separable?.Term(j) ?? new();
                (terms.L1[i], terms.L2[i]) = (own.L1 * weight / divisor, own.L2 * weight * weight / divisor);
                terms.Lower[i] = Math.Max((bounds?.Lower((t * data.Stride) + j) ?? double.NegativeInfinity) / unit, own.Lower / weight);
                terms.Upper[i] = Math.Min((bounds?.Upper((t * data.Stride) + j) ?? double.PositiveInfinity) / unit, own.Upper / weight);
            }
        }

        return terms;
    }

    /// <summary>Nothing asked of any coordinate.</summary>
    public static CoordinateTerms None(int dimension)
    {
        var terms = new CoordinateTerms(new double[dimension], new double[dimension], new double[dimension], new double[dimension]);
        Array.Fill(terms.Lower, double.NegativeInfinity);
        Array.Fill(terms.Upper, double.PositiveInfinity);
        return terms;
    }

    /// <summary>The terms with λ and ρ times a factor, within the same bounds.</summary>
    public CoordinateTerms Times(double factor)
    {
        double[] l1 = new double[L1.Length], l2 = new double[L2.Length];
        Blas.Scale(factor, L1, l1);
        Blas.Scale(factor, L2, l2);
        return new CoordinateTerms(l1, l2, Lower, Upper);
    }

    /// <summary>The terms of some coordinates in a row.</summary>
    public CoordinateTerms Slice(int first, int count)
        => new([.. L1.AsSpan(first, count)], [.. L2.AsSpan(first, count)], [.. Lower.AsSpan(first, count)], [.. Upper.AsSpan(first, count)]);

    /// <summary>λᵀ|u| + ½Σρⱼuⱼ².</summary>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        double sum = 0;
        for (int j = 0; j < point.Length; j++)
        {
            sum += (L1[j] * Math.Abs(point[j])) + (0.5 * L2[j] * point[j] * point[j]);
        }

        return sum;
    }

    /// <summary>Whether a coordinate is out of its bounds.</summary>
    public bool IsOutside(ReadOnlySpan<double> point)
    {
        for (int j = 0; j < point.Length; j++)
        {
            if (point[j] < Lower[j] || point[j] > Upper[j])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves a point within the bounds.</summary>
    public void Hold(Span<double> point)
    {
        for (int j = 0; j < point.Length; j++)
        {
            point[j] = Math.Clamp(point[j], Lower[j], Upper[j]);
        }
    }

    public void ApplyProximal(Span<double> point, double step)
    {
        for (int j = 0; j < point.Length; j++)
        {
            double size = Math.Abs(point[j]) - (step * L1[j]);
            point[j] = Math.Clamp(size <= 0 ? 0 : Math.CopySign(size, point[j]) / (1 + (step * L2[j])), Lower[j], Upper[j]);
        }
    }

    /// <summary>Adds the gradient of the terms, where they have no kinks.</summary>
    public double AddGradient(ReadOnlySpan<double> point, Span<double> gradient)
    {
        for (int j = 0; j < point.Length; j++)
        {
            gradient[j] += L2[j] * point[j];
        }

        return Evaluate(point);
    }

    /// <summary>The minimum over a coordinate of a parabola and its terms.</summary>
    /// <param name="j">The coordinate.</param>
    /// <param name="u">Where it is.</param>
    /// <param name="slope">The slope of the parabola there.</param>
    /// <param name="curvature">Its curvature, at least 0; with 0 and a slope of 0 the coordinate stays, or falls to the 0 of its kink.</param>
    public double Minimum(int j, double u, double slope, double curvature)
    {
        double pull = (curvature * u) - slope, size = Math.Abs(pull) - L1[j], bend = curvature + L2[j];
        double free = bend > 0 ? (size > 0 ? Math.CopySign(size, pull) / bend : 0) : L1[j] > 0 ? 0 : u;
        return Math.Clamp(free, Lower[j], Upper[j]);
    }

    /// <summary>How far the slope of a coordinate is from what balances its terms: 0 at the minimum.</summary>
    /// <param name="j">The coordinate.</param>
    /// <param name="u">Where it is.</param>
    /// <param name="slope">The slope of the loss there.</param>
    public double Violation(int j, double u, double slope)
    {
        slope += L2[j] * u;

        // at 0 slopes between the two of the kink balance; at a bound those that press against it do
        double down = u > Lower[j] ? slope + (u > 0 ? L1[j] : -L1[j]) : 0, up = u < Upper[j] ? -slope - (u < 0 ? -L1[j] : L1[j]) : 0;
        return double.IsNaN(slope) ? slope : Math.Max(0, Math.Max(up, down));
    }

    /// <summary>The largest <see cref="Violation(int, double, double)"/>; NaN of NaN.</summary>
    public double LargestViolation(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        double largest = 0;
        for (int j = 0; j < point.Length; j++)
        {
            double violation = Violation(j, point[j], gradient[j]);
            largest = double.IsNaN(violation) ? violation : Math.Max(largest, violation);
        }

        return largest;
    }

    /// <summary>The duality gap of ½‖y − Zu‖² with the terms, at the residuals scaled to be dual feasible.</summary>
    /// <param name="point">u.</param>
    /// <param name="gradient">The slopes of the squared errors.</param>
    /// <param name="residualSquare">‖y − Zu‖².</param>
    /// <returns>The gap; NaN where a coordinate has no λ, so that no scale will do, or a bound.</returns>
    public double Gap(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double residualSquare)
    {
        double scale = 1, sizes = 0, slopes = 0;
        for (int j = 0; j < point.Length; j++)
        {
            if (!(L1[j] > 0) || Lower[j] > double.NegativeInfinity || Upper[j] < double.PositiveInfinity)
            {
                return double.NaN;
            }

            double slope = gradient[j] + (L2[j] * point[j]);
            scale = Math.Min(scale, L1[j] / Math.Abs(slope));
            sizes += L1[j] * Math.Abs(point[j]);
            slopes += point[j] * slope;
            residualSquare += L2[j] * point[j] * point[j];
        }

        return (0.5 * (1 - scale) * (1 - scale) * residualSquare) + sizes + (scale * slopes);
    }

    /// <summary>Whether a coordinate moves freely both ways: it is at no kink and no bound.</summary>
    public bool IsFree(int j, double u) => u > Lower[j] && u < Upper[j] && (u != 0 || L1[j] == 0);

    /// <summary>The first kink or bound that a coordinate meets on its way up or down; infinite where there is none.</summary>
    public double End(int j, double u, double direction)
    {
        double end = direction > 0 ? Upper[j] : Lower[j];
        return L1[j] == 0 || !(u * direction < 0) ? end : direction > 0 ? Math.Min(0, end) : Math.Max(0, end);
    }
}
