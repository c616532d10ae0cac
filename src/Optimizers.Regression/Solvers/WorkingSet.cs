namespace Optimizers.Regression;

/// <summary>The columns that a descent works on, side by side: their products with each other, coordinates and slopes.</summary>
internal sealed class WorkingSet
{
    private const int FewestColumns = 32;

    private readonly int[] _places;
    private int[] _columns = [];

    /// <param name="dimension">The number of all columns.</param>
    public WorkingSet(int dimension)
    {
        _places = new int[dimension];
        Array.Fill(_places, -1);
    }

    /// <summary>The set of all columns.</summary>
    /// <param name="gram">G, d × d, symmetric, both triangles.</param>
    /// <param name="dimension">d.</param>
    public WorkingSet(double[] gram, int dimension)
        : this(dimension)
        => (Gram, Count, Capacity) = (gram, dimension, dimension);

    /// <summary>The number of columns.</summary>
    public int Count { get; private set; }

    /// <summary>From one row of the products to the next.</summary>
    public int Capacity { get; private set; }

    /// <summary>The products, symmetric.</summary>
    public double[] Gram { get; private set; } = [];

    /// <summary>The columns' numbers among all.</summary>
    public ReadOnlySpan<int> Columns => _columns.AsSpan(0, Count);

    /// <summary>Their coordinates.</summary>
    public double[] Point { get; private set; } = [];

    /// <summary>Their slopes.</summary>
    public double[] Gradient { get; private set; } = [];

    /// <summary>Whether a column is among them.</summary>
    public bool Has(int column) => _places[column] >= 0;

    /// <summary>Adds columns, at coordinates and with slopes of all.</summary>
    public void Add(Quadratic quadratic, ReadOnlySpan<int> columns, ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        int first = Count;
        Reserve(first + columns.Length);
        foreach (int column in columns)
        {
            (_places[column], _columns[Count]) = (Count, column);
            (Point[Count], Gradient[Count]) = (point[column], gradient[column]);
            Count++;
        }

        quadratic.WriteProducts(Columns, first, Gram, Capacity);
        for (int i = first; i < Count; i++)
        {
            for (int k = 0; k < i; k++)
            {
                Gram[(k * Capacity) + i] = Gram[(i * Capacity) + k];
            }
        }
    }

    /// <summary>Writes the coordinates to their places among all.</summary>
    public void CopyTo(Span<double> point)
    {
        for (int i = 0; i < Count; i++)
        {
            point[_columns[i]] = Point[i];
        }
    }

    /// <summary>Takes coordinates and slopes from their places among all.</summary>
    public void CopyFrom(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        for (int i = 0; i < Count; i++)
        {
            (Point[i], Gradient[i]) = (point[_columns[i]], gradient[_columns[i]]);
        }
    }

    /// <summary>Moves one coordinate, and the slopes of all with it.</summary>
    public void Move(int place, double move, Span<double> gradient) => Blas.AddScaled(move, Gram.AsSpan(place * Capacity, Count), gradient);

    private void Reserve(int count)
    {
        if (count <= Capacity)
        {
            return;
        }

        int capacity = Math.Min(Math.Max(Math.Max(count, 2 * Capacity), FewestColumns), _places.Length);
        double[] gram = new double[checked(capacity * capacity)];
        for (int i = 0; i < Count; i++)
        {
            Gram.AsSpan(i * Capacity, Count).CopyTo(gram.AsSpan(i * capacity));
        }

        (Point, Gradient, _columns) = (Longer(Point, capacity), Longer(Gradient, capacity), Longer(_columns, capacity));
        (Gram, Capacity) = (gram, capacity);
    }

    private static T[] Longer<T>(T[] array, int length)
    {
        Array.Resize(ref array, length);
        return array;
    }
}
