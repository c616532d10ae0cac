namespace Optimizers.Benchmarks;

/// <summary>Every update rule of the library, by name, with the memory traffic of its step.</summary>
internal static class MeasuredRules
{
    // the report cuts parameters that are longer
    private const int LongestName = 20;

    // vectors that a step reads and leaves as they are
    private static readonly string[] OnlyRead = ["start"];

    private static readonly SortedDictionary<string, IUpdateRule> Rules = new(Find(), StringComparer.Ordinal);

    public static IEnumerable<string> Names => Rules.Keys;

    public static IUpdateRule Rule(string name) => Rules[name];

    /// <summary>The bytes that a step must move for each coordinate: the point read and written, the gradient read, each vector of the state read and, if it
    /// changes, written.</summary>
    public static int BytesPerCoordinate(string name)
    {
        IReadOnlyList<string> vectors = Rules[name].CreateState(1).VectorNames;
        return sizeof(double) * (3 + (2 * vectors.Count) - vectors.Count(OnlyRead.Contains));
    }

    private static Dictionary<string, IUpdateRule> Find()
    {
        IEnumerable<Type> types = typeof(IUpdateRule).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IUpdateRule)) && type.GetConstructor([]) is not null && type != typeof(Frozen));
        return new(types.Select(type => KeyValuePair.Create(Name(type), (IUpdateRule)Activator.CreateInstance(type)!)))
        {
            ["SGD, momentum"] = new StochasticGradientDescent { Momentum = 0.9 },
            ["SGD, Nesterov"] = new StochasticGradientDescent { Momentum = 0.9, Nesterov = true },
        };
    }

    private static string Name(Type type) => type.Name.Length <= LongestName ? type.Name : string.Concat(type.Name.Where(char.IsUpper));
}
