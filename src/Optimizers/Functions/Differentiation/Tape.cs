namespace Optimizers;

/// <summary>The operations of an evaluation with their partial derivatives, in memory that the next evaluation uses again.</summary>
internal sealed class Tape
{
    [ThreadStatic]
    private static Tape? _current;

    private Node[] _nodes = new Node[256];
    private double[] _adjoints = new double[256];

    // place 0 is that of constants
    private int _count = 1;

    /// <summary>The tape of this thread.</summary>
    public static Tape Current => _current ??= new Tape();

    /// <summary>The number of operations, to go back to.</summary>
    public int Position { get => _count; set => _count = value; }

    /// <summary>Notes a variable.</summary>
    public int AddVariable() => Add(0, 0, 0, 0);

    /// <summary>Notes an operation of two arguments.</summary>
    public int Add(int left, double byLeft, int right, double byRight)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, 2 * _count);
        }

        _nodes[_count] = new Node(left, right, byLeft, byRight);
        return _count++;
    }

    /// <summary>Writes the derivatives of a result by the variables that were noted first.</summary>
    /// <param name="result">The result's place; 0 for a constant.</param>
    /// <param name="first">The place of the first variable.</param>
    /// <param name="gradient">Receives the derivatives.</param>
    public void Differentiate(int result, int first, Span<double> gradient)
    {
        gradient.Clear();
        if (result < first)
        {
            return;
        }

        if (_adjoints.Length < _nodes.Length)
        {
            _adjoints = new double[_nodes.Length];
        }

        Span<double> adjoints = _adjoints.AsSpan(0, result + 1);
        adjoints[first..].Clear();
        adjoints[result] = 1;
        for (int i = result; i >= first + gradient.Length; i--)
        {
            double adjoint = adjoints[i];
            if (adjoint != 0)
            {
                ref Node node = ref _nodes[i];
                adjoints[node.Left] += adjoint * node.ByLeft;
                adjoints[node.Right] += adjoint * node.ByRight;
            }
        }

        // a result that is itself a variable lies among the variables
        adjoints[first..Math.Min(result + 1, first + gradient.Length)].CopyTo(gradient);
    }

    private readonly record struct Node(int Left, int Right, double ByLeft, double ByRight);
}
