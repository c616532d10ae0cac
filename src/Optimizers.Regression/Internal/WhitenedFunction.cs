namespace Optimizers.Regression;

/// <summary>A function of the weights as one of the whitened coordinates; for one run, which owns its scratch memory.</summary>
internal sealed class WhitenedFunction(IDifferentiableFunction function, Whitening whitening, int groups) : IDifferentiableFunction
{
    private readonly double[] _weights = new double[function.Dimension];

    public int Dimension => function.Dimension;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        int length = Dimension / groups;
        point.CopyTo(_weights);
        for (int group = 0; group < groups; group++)
        {
            whitening.ToWeights(_weights.AsSpan(group * length, length));
        }

        double value = function.Evaluate(_weights, gradient);
        for (int group = 0; group < groups; group++)
        {
            whitening.Gradient(gradient.Slice(group * length, length));
        }

        return value;
    }
}
