namespace Optimizers.Regression;

/// <summary>Where the prediction of a sample may go without end and its loss does not rise: what the recession function of the loss says.</summary>
/// <remarks>A count of 0 may fall to a mean of 0, a count above 0 can do neither; a label of 1 may rise; a class of softmax may leave the others
/// behind.</remarks>
internal static class Recession
{
    // the exponentials of every link are at their limits there
    private const double Far = 1e4;

    public static bool MayRise(ILoss loss, double target) => Slope(loss, Far, target) <= 0;

    public static bool MayFall(ILoss loss, double target) => Slope(loss, -Far, target) >= 0;

    private static double Slope(ILoss loss, double prediction, double target)
    {
        Span<double> slope = stackalloc double[1];
        loss.Sum([prediction], [target], slope);
        return slope[0];
    }
}
