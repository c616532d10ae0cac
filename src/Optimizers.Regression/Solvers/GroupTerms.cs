namespace Optimizers.Regression;

/// <summary>What is asked of groups of coordinates in a row: Σ λ_g‖D_g u_g‖₂.</summary>
/// <param name="Sizes">The coordinates of each group, at least 1.</param>
/// <param name="Weights">λ_g, at least 0: of a <see cref="GroupLassoPenalty"/> λ√n_g.</param>
/// <param name="Scales">The diagonal of D, above 0.</param>
internal sealed record GroupTerms(int[] Sizes, double[] Weights, double[] Scales)
{
    /// <summary>The terms of a penalty.</summary>
    public static GroupTerms Of(GroupLassoPenalty penalty, double[] scales)
        => new([.. penalty.Groups], [.. penalty.Groups.Select(size => penalty.Weight * Math.Sqrt(size))], scales);

    /// <summary>The terms of a penalty of the weights of each target in turn; biases go free.</summary>
    /// <param name="penalty">λ and the groups of a target.</param>
    /// <param name="scales">What coordinates of a target are multiplied by to be the weights that the penalty is of, d.</param>
    /// <param name="divisor">What the loss was divided by.</param>
    /// <param name="targets">k.</param>
    /// <param name="hasBias">Whether a bias follows the weights of each target.</param>
    public static GroupTerms Of(GroupLassoPenalty penalty, double[] scales, double divisor, int targets, bool hasBias)
    {
        List<int> sizes = [];
        List<double> weights = [], own = [];
        for (int t = 0; t < targets; t++)
        {
            int first = 0;
            foreach (int size in penalty.Groups)
            {
                // the largest scale of a group is 1, so that a slope by scaled coordinates is no smaller than one by coordinates
                double[] group = scales[first..(first + size)];
                double largest = group.Max();
                sizes.Add(size);
                weights.Add(penalty.Weight * Math.Sqrt(size) * largest / divisor);
                own.AddRange(group.Select(scale => scale / largest));
                first += size;
            }

            if (hasBias)
            {
                sizes.Add(1);
                weights.Add(0);
                own.Add(1);
            }
        }

        return new GroupTerms([.. sizes], [.. weights], [.. own]);
    }

    /// <summary>Σ λ_g‖D_g u_g‖₂.</summary>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        double sum = 0;
        for (int g = 0, first = 0; g < Sizes.Length; first += Sizes[g], g++)
        {
            sum += Weights[g] == 0 ? 0 : Weights[g] * Norm(point, first, Sizes[g]);
        }

        return sum;
    }

    /// <summary>The change from one point to another, if the function beside the terms were a plane.</summary>
    public double Slope(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradient)
    {
        double sum = 0;
        for (int g = 0, first = 0; g < Sizes.Length; first += Sizes[g], g++)
        {
            // terms and slopes that balance are added before they are multiplied: what is left of them is small
            double norms = Norm(from, first, Sizes[g]) + Norm(to, first, Sizes[g]), pull = norms > 0 ? Weights[g] / norms : 0;
            for (int j = first; j < first + Sizes[g]; j++)
            {
                sum += (to[j] - from[j]) * (gradient[j] + (pull * Scales[j] * Scales[j] * (to[j] + from[j])));
            }
        }

        return sum;
    }

    /// <summary>How far slopes are from what balances the terms: 0 at the minimum.</summary>
    public double LargestViolation(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        double largest = 0;
        for (int g = 0, first = 0; g < Sizes.Length; first += Sizes[g], g++)
        {
            double norm = Norm(point, first, Sizes[g]), slopes = 0;
            for (int j = first; j < first + Sizes[g]; j++)
            {
                slopes += gradient[j] / Scales[j] * (gradient[j] / Scales[j]);
            }

            // at 0 the terms balance slopes of up to λ
            double left = Weights[g] > 0 && norm == 0 ? Math.Max(0, 1 - (Weights[g] / Math.Sqrt(slopes))) : 1, pull = norm > 0 ? Weights[g] / norm : 0;
            for (int j = first; j < first + Sizes[g]; j++)
            {
                double violation = Math.Abs((left * gradient[j]) + (pull * Scales[j] * Scales[j] * point[j]));
                largest = double.IsNaN(violation) || double.IsNaN(largest) ? double.NaN : Math.Max(largest, violation);
            }
        }

        return largest;
    }

    /// <summary>The minimum of a parabola with the terms.</summary>
    /// <param name="hessian">H, its second derivatives, both triangles.</param>
    /// <param name="point">A point x.</param>
    /// <param name="gradient">Its slopes there.</param>
    /// <param name="tolerance">When it is solved.</param>
    public double[] Minimum(double[] hessian, ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, DescentTolerance tolerance)
    {
        // slopes at z are ∇ + H(z − x) = Hz − c
        int n = point.Length;
        double[] c = new double[n];
        for (int i = 0; i < n; i++)
        {
            c[i] = Blas.Dot(hessian.AsSpan(i * n, n), point) - gradient[i];
        }

        return new GroupSolver(new GramQuadratic(hessian, c, targetSquare: 0), Sizes, tolerance).Solve(this, point).Point;
    }

    private double Norm(ReadOnlySpan<double> point, int first, int size)
    {
        double squares = 0;
        for (int j = first; j < first + size; j++)
        {
            squares += Scales[j] * point[j] * (Scales[j] * point[j]);
        }

        return Math.Sqrt(squares);
    }

    /// <summary>The terms with λ times a factor.</summary>
    public GroupTerms Times(double factor) => this with { Weights = [.. Weights.Select(weight => factor * weight)] };
}
