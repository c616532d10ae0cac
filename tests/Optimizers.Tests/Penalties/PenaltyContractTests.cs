using CsCheck;

namespace Optimizers.Tests;

/// <summary>What every penalty and every set promises.</summary>
public sealed class PenaltyContractTests
{
    private const string Seed = "0000Proximal0";

    private static readonly Gen<double[]> Point = Gen.Double[-4, 4].Array[EveryPenalty.Dimension];
    private static readonly Gen<double> Step = Gen.Double[0.05, 3];

    [Fact]
    public void EveryPublicPenalty_IsInTheList()
    {
        IEnumerable<Type> types = typeof(IPenalty).Assembly.GetExportedTypes().Where(type => type.IsSealed && type.IsAssignableTo(typeof(IPenalty)));

        EveryPenalty.All.Select(penalty => penalty.GetType()).Distinct().Should().BeEquivalentTo(types);
    }

    [Fact]
    public void ApplyProximal_MinimizesItsDefinition()
        => Gen.Select(Point, Step, Point).Sample(
            (x, t, other) =>
            {
                foreach (IPenalty penalty in EveryPenalty.All)
                {
                    double[] z = penalty.Proximal(x, t);
                    double least = Defined(penalty, z, x, t);
                    double.IsFinite(least).Should().BeTrue($"{penalty} is finite where its proximal operator leads");

                    // another point of the domain, and points on the way to it, are no better; nor are small moves of one coordinate
                    double[] inside = penalty.Proximal(other, 1e-9);
                    foreach (double share in (double[])[1, 0.3, 1e-2, 1e-4])
                    {
                        double[] way = [.. z.Zip(inside, (a, b) => a + (share * (b - a)))];
                        Defined(penalty, way, x, t).Should().BeGreaterThanOrEqualTo(least - 1e-11, $"{penalty}");
                    }

                    for (int i = 0; i < 2 * z.Length; i++)
                    {
                        double[] near = [.. z];
                        near[i / 2] += i % 2 == 0 ? 1e-3 : -1e-3;
                        (Defined(penalty, near, x, t) >= least - 1e-11).Should().BeTrue($"{penalty}");
                    }
                }
            },
            seed: Seed, iter: 200, threads: 1);

    [Fact]
    public void ApplyProximal_IsFirmlyNonexpansive()
        => Gen.Select(Point, Point, Step).Sample(
            (x, y, t) =>
            {
                foreach (IPenalty penalty in EveryPenalty.All)
                {
                    // ‖p − q‖² ≤ (p − q)ᵀ(x − y)
                    double[] p = penalty.Proximal(x, t), q = penalty.Proximal(y, t);
                    double squares = 0, product = 0;
                    for (int i = 0; i < p.Length; i++)
                    {
                        squares += (p[i] - q[i]) * (p[i] - q[i]);
                        product += (p[i] - q[i]) * (x[i] - y[i]);
                    }

                    (squares <= product + 1e-11).Should().BeTrue($"{penalty}: {squares} is above {product}");
                }
            },
            seed: Seed, iter: 500, threads: 1);

    [Fact]
    public void ApplyProximal_OfL1_DecomposesByMoreau()
        => Gen.Select(Point, Step).Sample(
            (x, t) =>
            {
                // x = prox_tg(x) + t prox of the conjugate, which is the projection onto ‖·‖∞ ≤ λ, at x/t
                double[] shrunk = new L1Penalty(0.7).Proximal(x, t), dual = new LInfinityBall(0.7).Projection([.. x.Select(v => v / t)]);
                for (int i = 0; i < x.Length; i++)
                {
                    (shrunk[i] + (t * dual[i])).Should().BeApproximately(x[i], 1e-14);
                }
            },
            seed: Seed, iter: 200, threads: 1);

    [Fact]
    public void Project_IsInTheSet_AndLeavesItThere()
        => Point.Sample(
            x =>
            {
                foreach (ConvexSet set in EveryPenalty.Sets)
                {
                    double[] z = set.Projection(x);
                    set.Contains(z).Should().BeTrue($"{set} has its projections");
                    set.Evaluate(z).Should().Be(0);
                    set.Projection(z).Should().Equal(z, $"{set} leaves points inside alone");
                    set.Evaluate(x).Should().Be(set.Contains(x) ? 0 : double.PositiveInfinity);
                }
            },
            seed: Seed, iter: 300, threads: 1);

    [Fact]
    public void ApplyProximal_NaN_StaysNaN()
    {
        foreach (IPenalty penalty in EveryPenalty.All)
        {
            double[] z = penalty.Proximal([1, double.NaN, -3, 2, 0.5, 4], 0.5);
            z[1].Should().Be(double.NaN, $"{penalty}");
            double.IsFinite(penalty.Evaluate(z)).Should().Be(false, $"{penalty}");
        }
    }

    [Fact]
    public void ApplyProximal_AllocatesNothing()
    {
        double[] start = Points.Wave(EveryPenalty.Dimension, 1), x = [.. start];
        IPenalty[] all = [.. EveryPenalty.All];
        foreach (IPenalty penalty in all)
        {
            penalty.ApplyProximal(x, 0.1);
            penalty.Evaluate(x);
        }

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (IPenalty penalty in all)
        {
            start.CopyTo(x, 0);
            penalty.ApplyProximal(x, 0.1);
            penalty.Evaluate(x);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static double Defined(IPenalty penalty, double[] z, double[] x, double t)
        => penalty.Evaluate(z) + (z.Zip(x, (a, b) => (a - b) * (a - b)).Sum() / (2 * t));
}
