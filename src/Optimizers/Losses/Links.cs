using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>The formulas of <see cref="Link"/>.</summary>
internal static class Links
{
    /// <summary>Turns predictions into means, in place.</summary>
    /// <param name="link">The link.</param>
    /// <param name="predictions">z, n·k numbers; becomes μ.</param>
    /// <param name="outputs">k, the predictions of one sample.</param>
    public static void Apply(this Link link, Span<double> predictions, int outputs)
    {
        switch (link)
        {
            case Link.Identity:
                break;
            case Link.Log:
                foreach (ref double prediction in predictions)
                {
                    prediction = Math.Exp(prediction);
                }

                break;
            case Link.Logit:
                foreach (ref double prediction in predictions)
                {
                    prediction = Probability(prediction);
                }

                break;
            case Link.Softmax:
                for (; !predictions.IsEmpty; predictions = predictions[outputs..])
                {
                    Softmax(predictions[..outputs]);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(link), $"There is no link {link}.");
        }
    }

    /// <summary>1/(1 + exp(−z)), with no overflow and all digits where it is small.</summary>
    private static double Probability(double z)
    {
        double small = Math.Exp(-Math.Abs(z));
        return (z > 0 ? 1 : small) / (1 + small);
    }

    private static void Softmax(Span<double> row)
    {
        double largest = TensorPrimitives.Max<double>(row), sum = 0;
        foreach (ref double z in row)
        {
            sum += z = Math.Exp(z - largest);
        }

        foreach (ref double share in row)
        {
            share /= sum;
        }
    }
}
