namespace Optimizers.Tests;

/// <summary>Every penalty and set, for points of 6 coordinates.</summary>
internal static class EveryPenalty
{
    public const int Dimension = 6;

    public static IReadOnlyList<IPenalty> All { get; } =
    [
        new L1Penalty(0.7), new RidgePenalty(0.6), new ElasticNetPenalty(0.4, 0.9), new ElasticNetPenalty(0, 2), new GroupLassoPenalty(0.5, 1, 3, 2),
        new L1Penalty(0.7) { CoordinateWeights = [1, 0.5, 2, 0, 3, 1] }, new ElasticNetPenalty(0.4, 0.9) { CoordinateWeights = [0, 1, 1, 2, 0.1, 1] }, .. Sets,
    ];

    public static IReadOnlyList<ConvexSet> Sets =>
    [
        new NonNegative(), new Simplex(), new Simplex(3), new L2Ball(1.5), new LInfinityBall(0.8), new Box(-1, 0.5), new Box(0, double.PositiveInfinity),
        new Box([-1, 0, double.NegativeInfinity, -2, 1, double.NegativeInfinity], [1, 0, 0.5, double.PositiveInfinity, 2, double.PositiveInfinity]),
    ];

    public static double[] Proximal(this IPenalty penalty, double[] point, double step)
    {
        double[] result = [.. point];
        penalty.ApplyProximal(result, step);
        return result;
    }

    public static double[] Projection(this ConvexSet set, params double[] point) => set.Proximal(point, 1);
}
