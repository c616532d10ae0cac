using System.Buffers;

namespace Optimizers.Regression;

/// <content>The way through the columns of A, a panel at a time, on all cores.</content>
internal sealed partial class SampleKernel
{
    private const int PanelColumns = SymmetricProduct.BlockRows;

    // of the sums of all parts together, in numbers
    private const int LargestSums = 1 << 23;
    private const int MostParts = 64;

    /// <summary>The parts, by the numbers of columns and of a part's sum alone.</summary>
    private int Parts(int sum) => Math.Min(((Features - 1) / PanelColumns) + 1, Math.Clamp(LargestSums / sum, 2, MostParts));

    private void EachPanel(int parts, PanelAction action)
    {
        var all = new Panels(this, parts, action);
        Workers.Run(ref all, parts);
    }

    /// <summary>Writes columns of A, one after another.</summary>
    private void Write(int first, int count, Span<double> columns)
    {
        ReadOnlySpan<double> means = _standardization.Means.AsSpan(first, count), scales = _standardization.Scales.AsSpan(first, count);
        for (int i = 0; i < Samples; i++)
        {
            ReadOnlySpan<double> row = _rows.Row(i).Slice(first, count);
            for (int j = 0; j < count; j++)
            {
                columns[(j * Samples) + i] = (row[j] - means[j]) / scales[j] * _roots[i];
            }
        }
    }

    /// <summary>Does something with columns of A.</summary>
    /// <param name="part">The part that they are of.</param>
    /// <param name="first">The first.</param>
    /// <param name="columns">One after another.</param>
    private delegate void PanelAction(int part, int first, ReadOnlySpan<double> columns);

    private readonly struct Panels(SampleKernel kernel, int parts, PanelAction action) : IParts
    {
        public void Do(int part)
        {
            int panels = ((kernel.Features - 1) / PanelColumns) + 1;
            double[] rented = ArrayPool<double>.Shared.Rent(PanelColumns * kernel.Samples);
            for (int panel = (int)((long)panels * part / parts); panel < (int)((long)panels * (part + 1) / parts); panel++)
            {
                int first = panel * PanelColumns, count = Math.Min(PanelColumns, kernel.Features - first);
                Span<double> columns = rented.AsSpan(0, count * kernel.Samples);
                kernel.Write(first, count, columns);
                action(part, first, columns);
            }

            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
