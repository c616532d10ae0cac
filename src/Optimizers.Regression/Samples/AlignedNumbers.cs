using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Optimizers.Regression;

/// <summary>Numbers of which the first is at the start of a cache line, if they are many: a vector loaded then lies in one line, and a row in as few as can
/// be.</summary>
internal readonly struct AlignedNumbers
{
    private const int LineBytes = 64;
    private const int MostPrefetched = 64;

    // an array as large as this has its place for good, on the heap of pinned objects
    private const int SmallestAligned = 8192;

    private readonly double[] _array;
    private readonly int _first;

    /// <summary>Makes room for numbers; what they are at first is not determined.</summary>
    public AlignedNumbers(int length)
    {
        Length = length;
        if (length < SmallestAligned)
        {
            _array = new double[length];
            return;
        }

        _array = GC.AllocateUninitializedArray<double>(length + (LineBytes / sizeof(double)), pinned: true);
        _first = (int)(-Address(_array) & (LineBytes - 1)) / sizeof(double);
    }

    private AlignedNumbers(double[] array) => (_array, Length) = (array, array.Length);

    public int Length { get; }

    public Span<double> Span => _array.AsSpan(_first, Length);

    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Internal.")]
    public static implicit operator AlignedNumbers(double[] array) => new(array);

    /// <summary>Some of the numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<double> Slice(int start, int length) => _array.AsSpan(_first + start, length);

    /// <summary>Begins to load some of the numbers into the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int start, int length) => Prefetch(Slice(start, length));

    /// <summary>Begins to load numbers into the cache; of many the first, after which the processor itself reads on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ReadOnlySpan<double> numbers)
    {
        for (int i = 0; i < Math.Min(numbers.Length, MostPrefetched) && Sse.IsSupported; i += LineBytes / sizeof(double))
        {
            // should a collection move the number meanwhile, a line is loaded in vain
            Sse.Prefetch0(Unsafe.AsPointer(ref MemoryMarshal.GetReference(numbers[i..])));
        }
    }

    public double[] ToArray() => Span.ToArray();

    public AlignedNumbers Copy()
    {
        var copy = new AlignedNumbers(Length);
        Span.CopyTo(copy.Span);
        return copy;
    }

    private static unsafe nint Address(double[] pinned) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
