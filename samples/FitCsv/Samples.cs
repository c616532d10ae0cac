using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Regression;

/// <summary>Rows of a table as features and a target: columns of text have a feature for each category but one, and as a target classes.</summary>
internal sealed record Samples
{
    private readonly RecordTable<Row> _columns;
    private readonly int _target;

    private Samples(TextTable table, int target, RecordTable<Row> columns, List<Row> rows, Row[] dropped)
    {
        TrainingData all = columns.Build();
        (_columns, _target, File, Unit, Rows, Dropped, Encoding, Classes) =
            (columns, target, table.File, table.Unit, rows, dropped, all.Encoding!, all.Classes);
        Target = table.Columns[target];
    }

    public string File { get; }

    public string Unit { get; }

    public string Target { get; }

    /// <summary>The classes of the target; empty if it holds numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    public FeatureEncoding Encoding { get; }

    public IReadOnlyList<Row> Rows { get; private init; }

    /// <summary>The rows of the file with a blank cell.</summary>
    public Row[] Dropped { get; }

    public TableSource Source => _columns.Over(Rows).Source;

    public TrainingData Data => TrainingData.FromTable(Source, _columns.Schema with { Classes = Classes.Count > 0 ? Classes : null }, Encoding);

    public Matrix<double> X => Encoding.Encode(Source);

    /// <summary>The targets; of classes their numbers.</summary>
    public Vector<double> Y
        => Vector<double>.Build.Dense(
            Rows.Count, i => Classes.Count > 0 ? Classes.Index().First(item => item.Item == TargetOf(Rows[i])).Index : Rows[i].Number(_target));

    public static Samples From(TextTable table, FitOptions options)
    {
        int target = options.Target is { } name ? table.Column(name) : table.Columns.Length - 1;
        int[] features = options.Features.Length > 0
            ? [.. options.Features.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Select(table.Column)]
            : [.. Enumerable.Range(0, table.Columns.Length).Where(column => column != target)];
        if (features.Contains(target))
        {
            throw new InvalidDataException($"{table.File}: column '{table.Columns[target]}' cannot be both target and feature.");
        }

        ILookup<bool, Row> blank = table.Rows.ToLookup(row => features.Append(target).Any(row.IsBlank));
        List<Row> rows = [.. blank[false]];
        if (rows.Count == 0)
        {
            throw new InvalidDataException($"{table.File}: every row has a blank cell in one of the columns used.");
        }

        RecordTable<Row> columns = TrainingData.Of(rows);
        foreach (int column in features)
        {
            columns = !IsText(table, rows, column) ? columns.Feature(row => row.Number(column), table.Columns[column])
                : options.OneHot ? columns.Feature(row => row.Cells[column], table.Columns[column])
                : throw new InvalidDataException($"{table.File}: column {Text(column)}. Name the --features without it, or encode it by --text one-hot.");
        }

        bool isText = IsText(table, rows, target);
        columns = isText && !options.IsClassifier ? throw new InvalidDataException($"{table.File}: the target {Text(target)}; a linear model predicts numbers.")
            : isText || options.Model == "softmax" ? columns.Target(row => row.Cells[target], table.Columns[target])
            : columns.Target(row => row.Number(target), table.Columns[target]);
        var samples = new Samples(table, target, columns, rows, [.. blank[true]]);
        samples.CheckTarget(options);
        return samples;

        string Text(int column) => $"'{table.Columns[column]}' holds text ('{rows[0].Cells[column]}' in {table.Unit} {rows[0].Place})";
    }

    /// <summary>The cell of the target.</summary>
    public string TargetOf(Row row) => row.Cells[_target];

    /// <summary>Some of the rows.</summary>
    public Samples Take(IEnumerable<int> rows) => this with { Rows = [.. rows.Select(row => Rows[row])] };

    /// <summary>Whether a column holds no number at all; if it holds some, all must be.</summary>
    private static bool IsText(TextTable table, List<Row> rows, int column)
    {
        Row? wrong = rows.Find(row => !row.IsNumber(column) || !double.IsFinite(row.Number(column)));
        return wrong is not null && rows.Exists(row => row.IsNumber(column))
            ? throw new InvalidDataException(
                $"{table.File}, {table.Unit} {wrong.Place}, column '{table.Columns[column]}': '{wrong.Cells[column]}' is no number.")
            : wrong is not null;
    }

    private void CheckTarget(FitOptions options)
    {
        string? model = (options.Model, Classes.Count) switch
        {
            ("logistic", > 2) => "--model logistic takes 2, --model softmax more",
            ("softmax", < 3) => "--model softmax takes 3 or more, --model logistic 2",
            _ => null,
        };
        if (model is not null)
        {
            throw new InvalidDataException($"{File}: the target '{Target}' has {Classes.Count} classes ({string.Join(", ", Classes.Take(10))}); {model}.");
        }

        ILoss loss = options.LossFor(Classes.Count);
        if (Classes.Count == 0 && Rows.FirstOrDefault(row => !loss.Accepts([row.Number(_target)])) is { } wrong)
        {
            throw new InvalidDataException($"{File}, {Unit} {wrong.Place}, column '{Target}': the target is {wrong.Cells[_target]}; for --model "
                + $"{options.Model} it must be {loss.TargetRule}.");
        }
    }
}
