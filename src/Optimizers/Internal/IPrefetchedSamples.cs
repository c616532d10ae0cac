namespace Optimizers;

/// <summary>A function whose samples can be asked for before they are needed: rows in random order come late from memory if nobody calls them.</summary>
internal interface IPrefetchedSamples
{
    /// <summary>So many samples are asked for early: those that memory can bring at once. The later samples of a batch are the function's own matter.</summary>
    const int Lead = 16;

    /// <summary>Begins to load samples into the cache.</summary>
    void Prefetch(ReadOnlySpan<int> samples);
}
