using System.Collections;

namespace Optimizers;

/// <summary>The iterations of a run in bounded memory: once full it keeps every second one, then every fourth, and so on.</summary>
internal sealed class IterationHistory : IReadOnlyList<Iteration>
{
    private const int Capacity = 16_384;

    // a short run takes little, a long one nothing of the large-object heap
    private const int PieceLength = 64;

    private readonly List<Iteration[]> _pieces = [];
    private int _kept;
    private Iteration _last;

    /// <summary>The numbers of two kept iterations differ by this, a power of two.</summary>
    public int Stride { get; private set; } = 1;

    public int Count => _kept + (HasLoneLast ? 1 : 0);

    /// <summary>Whether the last iteration is not one of those kept.</summary>
    private bool HasLoneLast => _kept > 0 && this[_kept - 1].Number != _last.Number;

    public Iteration this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            return index < _kept ? Kept(index)
                : index == _kept && HasLoneLast ? _last
                : throw new ArgumentOutOfRangeException(nameof(index), $"The history has {Count} iterations.");
        }
    }

    public void Add(Iteration iteration)
    {
        _last = iteration;
        if ((iteration.Number & (Stride - 1)) != 0)
        {
            return;
        }

        if (_kept == Capacity)
        {
            Thin();
            if ((iteration.Number & (Stride - 1)) != 0)
            {
                return;
            }
        }

        if (_kept == _pieces.Count * PieceLength)
        {
            _pieces.Add(new Iteration[PieceLength]);
        }

        Kept(_kept++) = iteration;
    }

    /// <summary>Puts another iteration of the same number in place of the last.</summary>
    public void ReplaceLast(Iteration iteration)
    {
        _last = iteration;
        if (_kept > 0 && this[_kept - 1].Number == iteration.Number)
        {
            Kept(_kept - 1) = iteration;
        }
    }

    /// <summary>Takes over saved iterations.</summary>
    public void Load(IReadOnlyList<Iteration> saved, int stride)
    {
        Stride = stride;
        foreach (Iteration iteration in saved)
        {
            Add(iteration);
        }
    }

    /// <summary>A copy that stays as it is while the run goes on.</summary>
    public Iteration[] ToArray()
    {
        var copy = new Iteration[Count];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = this[i];
        }

        return copy;
    }

    public IEnumerator<Iteration> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ref Iteration Kept(int index) => ref _pieces[index / PieceLength][index % PieceLength];

    private void Thin()
    {
        for (int i = 1; 2 * i < _kept; i++)
        {
            Kept(i) = Kept(2 * i);
        }

        _kept = (_kept + 1) / 2;
        Stride *= 2;
    }
}
