namespace Optimizers.Regression;

/// <summary>Makes the matrix of second derivatives of all parameters of sums for each target, or for each pair of classes.</summary>
/// <param name="features">d.</param>
/// <param name="targets">k.</param>
/// <param name="outputs">The targets that make a term: 1, or all classes.</param>
/// <param name="stride">The parameters of a target.</param>
internal sealed class CurvatureMatrix(int features, int targets, int outputs, int stride)
{
    /// <summary>Writes the matrix of second derivatives.</summary>
    /// <param name="products">The sums, of each target or of each pair of classes.</param>
    /// <param name="scale">What the sums are multiplied by.</param>
    /// <param name="hessian">Receives the matrix, both triangles.</param>
    /// <param name="isPulled">Whether a penalty or bounds hold the weights, so that to shift those of all classes alike is not without effect.</param>
    public void Write(SymmetricProduct[] products, double scale, Span<double> hessian, bool isPulled)
    {
        hessian.Clear();
        int block = 0;
        for (int group = 0; group < targets; group += outputs)
        {
            for (int s = 0; s < outputs; s++)
            {
                for (int t = 0; t <= s; t++, block++)
                {
                    Add(products[block], scale, group + s, group + t, 0, hessian);
                }
            }

            if (outputs > 1)
            {
                Hold(products, group, scale, hessian, isPulled ? features : 0);
            }
        }
    }

    /// <summary>Gives the shifts of all classes alike, which change no probability, the curvature of their mean, so that no step goes along them.</summary>
    private void Hold(SymmetricProduct[] products, int group, double scale, Span<double> hessian, int from)
    {
        int block = group * (outputs + 1) / 2;
        for (int s = 0; s < outputs; s++)
        {
            block += s;
            for (int a = 0; a < outputs; a++)
            {
                for (int b = 0; b <= a; b++)
                {
                    Add(products[block], scale / (outputs * outputs), group + a, group + b, from, hessian);
                }
            }

            block++;
        }
    }

    private void Add(SymmetricProduct sum, double scale, int s, int t, int from, Span<double> hessian)
    {
        int p = stride * targets;
        for (int i = from; i < stride; i++)
        {
            for (int j = from; j < stride; j++)
            {
                double entry = scale * sum[Math.Max(i, j), Math.Min(i, j)];
                hessian[(((s * stride) + i) * p) + (t * stride) + j] += entry;
                if (s != t)
                {
                    hessian[(((t * stride) + j) * p) + (s * stride) + i] += entry;
                }
            }
        }
    }

}
