using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Optimizers.Benchmarks;

/// <summary>Samples in ML.NET's own memory, in its own columns.</summary>
internal static class MlNetSamples
{
    public static IDataView Load(MLContext context, Matrix<double> X, Vector<double> y)
    {
        IEnumerable<MlNetSample> samples = Enumerable.Range(0, X.RowCount)
            .Select(i => new MlNetSample { Features = [.. X.Row(i).Select(x => (float)x)], Label = (float)y[i] });
        IDataView view = context.Data.Cache(context.Data.LoadFromEnumerable(samples), nameof(MlNetSample.Features), nameof(MlNetSample.Label));

        // the cache is filled in the background, which whoever reads to the end waits for
        _ = view.GetColumn<float>(nameof(MlNetSample.Label)).Count();
        return view;
    }
}
