namespace Optimizers.Regression;

/// <summary>The loss, gradient and second derivatives of some samples, summed.</summary>
/// <param name="Gradient">The gradient by the parameters of the features as they are read; after it the sum of the terms.</param>
/// <param name="Products">Σ c·[z, 1][z, 1]ᵀ of the standardized features, of each target, or of each pair of classes.</param>
internal sealed record CurvatureSum(double[] Gradient, SymmetricProduct[] Products)
{
    /// <summary>Takes all samples away.</summary>
    public void Clear()
    {
        Array.Clear(Gradient);
        Array.ForEach(Products, product => product.Clear());
    }

    /// <summary>Takes in the sum of later samples.</summary>
    public void Merge(CurvatureSum later)
    {
        Blas.AddScaled(1, later.Gradient, Gradient);
        for (int i = 0; i < Products.Length; i++)
        {
            Products[i].Merge(later.Products[i]);
        }
    }
}
