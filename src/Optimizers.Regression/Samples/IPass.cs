namespace Optimizers.Regression;

/// <summary>What is asked of samples in one visit to all of them: sums over rows, and how those of two parts of the samples become one.</summary>
/// <typeparam name="TSum">A partial sum: a class or array, which is added to in place.</typeparam>
/// <remarks>
/// <para><see cref="CreateSum"/> and <see cref="Add"/> are called by several threads at once, the latter each time with a sum of its own, and change
/// nothing but that sum. Partial sums are merged in the order of the parts, so that the bits of a result depend on the cut into parts and not on who
/// is first. A part may have no row: its sum is that of <see cref="CreateSum"/>.</para>
/// </remarks>
/// <example><code>
/// // how many samples have a target above a limit
/// public sealed class CountAbove(double limit) : IPass&lt;long[]&gt;
/// {
///     public long[] CreateSum() => [0];
///     public void Add(SampleBlock block, long[] sum)
///     {
///         Span&lt;double&gt; scratch = stackalloc double[block.TargetCount];
///         for (int i = 0; i &lt; block.Rows; i++)
///         {
///             sum[0] += block.Targets(i, 1, scratch)[0] > limit ? 1 : 0;
///         }
///     }
///     public void Merge(long[] sum, long[] later) => sum[0] += later[0];
/// }
/// long[] count = TrainingData.From(X, y).Samples.Run(new CountAbove(10));
/// </code></example>
public interface IPass<TSum>
{
    /// <summary>About how many numbers a partial sum has, 1 by default: samples are not cut into more parts than are worth their merging.</summary>
    long SumLength => 1;

    /// <summary>Makes the sum of no rows.</summary>
    TSum CreateSum();

    /// <summary>Adds rows to a sum.</summary>
    /// <param name="block">The rows, valid until this returns.</param>
    /// <param name="sum">The sum of the rows before them in the same part.</param>
    void Add(SampleBlock block, TSum sum);

    /// <summary>Adds the sum of later rows.</summary>
    /// <param name="sum">The sum of earlier rows, which becomes that of both.</param>
    /// <param name="later">The sum of the rows that follow; it is not asked for again.</param>
    void Merge(TSum sum, TSum later);
}
