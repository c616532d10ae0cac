namespace Optimizers.Regression;

/// <summary>Σwᵢ exp(oᵢ), oᵢ the offsets of the linear predictions.</summary>
internal sealed class ExposurePass : IPass<double[]>
{
    public double[] CreateSum() => [0];

    public void Add(SampleBlock block, double[] sum)
    {
        for (int i = 0; i < block.Rows; i++)
        {
            sum[0] += block.Weight(i) * Math.Exp(block.Offset(i));
        }
    }

    public void Merge(double[] sum, double[] later) => sum[0] += later[0];
}
