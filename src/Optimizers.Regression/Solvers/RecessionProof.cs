using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The proof by the slopes at a minimum that no direction separates samples.</summary>
/// <remarks>
/// <code>
/// Σ λᵢ |xᵢᵀd| = −gᵀd  for a direction d that separates, λᵢ = wᵢ|ℓ′|, g the gradient;  yet  Σ λᵢ |xᵢᵀd| ≥ dᵀ(Σ λᵢ xᵢxᵢᵀ/‖xᵢ‖)d
/// </code>
/// <para>in coordinates in which ‖d‖ = 1: where the smallest eigenvalue of the matrix is above ‖g‖ there is no such d (Stiemke's theorem, with what rounding
/// leaves of a gradient). Samples whose prediction may go neither way have xᵢᵀd = 0, whatever λᵢ is. A part of the samples on the right proves it as
/// well.</para>
/// </remarks>
internal static class RecessionProof
{
    // of the matrix's trace
    private const double Rounding = 1e-13;

    // of the terms of the gradient's sums
    private const double GradientRounding = 1e-14;

    private const int FewestRows = 2048;
    private const int RowsOfAParameter = 64;

    /// <summary>Whether the slopes at a point prove that there is no separation; if not, there may be.</summary>
    public static bool Holds(StandardizedSamples data, double[] parameters)
    {
        ILoss loss = data.Settings.Loss;
        double count = loss.Reduction switch
        {
            LossReduction.Mean => data.Moments.Weight * data.Targets / loss.Outputs,
            LossReduction.Sum => 1,
            _ => double.PositiveInfinity,
        };
        double[] gradient = new double[parameters.Length];
        data.Objective(loss, data.Settings.FitIntercept).Evaluate(parameters, gradient);
        Blas.Scale(count, gradient, gradient);
        int limit = FewestRows + (RowsOfAParameter * data.Stride);
        return (data.Given is DenseRows all && all.Rows > 2 * limit && Holds(data, Part(data, all, limit), parameters, gradient))
            || Holds(data, data.Samples, parameters, gradient);
    }

    private static DenseRows Part(StandardizedSamples data, DenseRows all, int count)
    {
        DenseRows part = all.Subset([.. Enumerable.Range(0, count).Select(i => (int)((long)i * all.Rows / count))]);
        data.Pending?.Apply(part.Features.Span, part.Features.Span);
        return part;
    }

    private static bool Holds(StandardizedSamples data, IRowBlocks samples, double[] parameters, double[] gradient)
    {
        var basis = new DesignBasis(samples, data.Settings.FitIntercept);
        int outputs = data.Settings.Loss.Outputs;
        return basis.Rank == basis.Width && Enumerable.Range(0, data.Targets / outputs).All(term =>
        {
            (double[] free, double[] held, double slopes, bool isConvex) = Sums(data, samples, basis, parameters, term * outputs);
            double g = Norm(data, basis, gradient.AsSpan(term * outputs * data.Stride, outputs * data.Stride));
            return isConvex && double.IsFinite(g) && IsAbove((2 * g) + (GradientRounding * slopes), free, held, basis.Width);
        });
    }

    /// <summary>The matrix of the samples that may go one way, and of those that may go neither; the size of all slopes.</summary>
    private static (double[] Free, double[] Held, double Slopes, bool IsConvex) Sums(
        StandardizedSamples data, IRowBlocks samples, DesignBasis basis, double[] parameters, int target)
    {
        ILoss loss = data.Settings.Loss;
        int p = basis.Width, outputs = loss.Outputs;
        double[] free = new double[p * p], held = new double[p * p], row = new double[p], projected = new double[p], slopes = new double[outputs];
        bool isConvex = true;
        double sum = 0;
        foreach ((DenseRows block, int i) in samples.Counted())
        {
            ReadOnlySpan<double> x = block.Row(i), targets = block.Targets.AsSpan((i * block.TargetCount) + target, outputs);
            for (int k = 0; k < outputs; k++)
            {
                ReadOnlySpan<double> group = parameters.AsSpan((target + k) * data.Stride, data.Stride);
                slopes[k] = Blas.Dot(x, group[..data.Features]) + (data.Settings.FitIntercept ? group[^1] : 0) + (block.Offsets?[i] ?? 0);
            }

            loss.Sum(slopes, targets, slopes);
            double weight = block.Weights?[i] ?? 1;
            (double slope, bool isHeld) = outputs > 1 ? Smallest(slopes, targets) : OneSided(loss, slopes[0], targets[0]);
            isConvex &= slope >= 0;
            basis.Extend(x, row);
            basis.Project(row, projected);
            double length = Blas.Norm(projected);
            sum += weight * Blas.Norm(slopes) * length;
            DesignSums.AddOuter(length > 0 ? weight * (isHeld ? 1 : slope) / length : 0, projected, isHeld ? held : free);
        }

        return (free, held, sum, isConvex);
    }

    /// <summary>The slope against which a prediction may go; below 0 if it is the other way, as of a loss that is not convex.</summary>
    private static (double Slope, bool IsHeld) OneSided(ILoss loss, double slope, double target)
    {
        bool rises = Recession.MayRise(loss, target), falls = Recession.MayFall(loss, target);
        return rises == falls ? (0, !rises) : (rises ? -slope : slope, false);
    }

    /// <summary>The smallest probability of the classes that a sample is not of, of which the others' differences are no smaller a share.</summary>
    private static (double Slope, bool IsHeld) Smallest(ReadOnlySpan<double> slopes, ReadOnlySpan<double> targets)
    {
        (double slope, bool isHeld) = (double.PositiveInfinity, true);
        for (int k = 0; k < slopes.Length; k++)
        {
            (slope, isHeld) = targets[k] > 0 ? (slope, isHeld) : (Math.Min(slope, slopes[k]), false);
        }

        return (slope, isHeld);
    }

    /// <summary>The length of the gradient in the coordinates of the basis, but for what bounds hold.</summary>
    private static double Norm(StandardizedSamples data, DesignBasis basis, ReadOnlySpan<double> gradient)
    {
        double square = 0;
        double[] group = new double[data.Stride], projected = new double[basis.Rank];
        for (int first = 0; first < gradient.Length; first += data.Stride)
        {
            gradient.Slice(first, data.Stride).CopyTo(group);
            basis.Gradient(group);
            for (int j = 0; j < data.Features; j++)
            {
                (bool rises, bool falls) = Separation.Freedom(data.Settings, j);
                group[j] = (rises && group[j] < 0) || (falls && group[j] > 0) ? group[j] : 0;
            }

            basis.Project(group, projected);
            square += Blas.Dot(projected, projected);
        }

        return Math.Sqrt(square);
    }

    /// <summary>Whether the matrices, the held one in any measure, have no eigenvalue below a bound.</summary>
    private static bool IsAbove(double bound, double[] free, double[] held, int p)
    {
        Matrix<double> sum = DesignSums.Full(free, p), other = DesignSums.Full(held, p);
        double trace = sum.Trace(), otherTrace = other.Trace();
        sum += other * (trace > 0 && otherTrace > 0 ? trace / otherTrace : 1);
        bound += Rounding * sum.Trace();
        try
        {
            return (sum - Matrix<double>.Build.DiagonalIdentity(p) * bound).Cholesky().Factor.Diagonal().ForAll(value => value > 0);
        }
        catch (ArgumentException)
        {
            // not positive definite
            return false;
        }
    }
}
