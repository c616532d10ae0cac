using System.Globalization;

namespace Optimizers.Regression;

/// <summary>What separates samples, and which, in words: "x1 → −∞: every row with x1 &gt; 0 has target 0".</summary>
internal sealed class SeparationWords
{
    private const int MostDirections = 3;
    private const int MostTerms = 6;

    // of the largest of a direction, or of the terms of its constant: rounding
    private const double SmallestShare = 1e-8;

    private readonly StandardizedSamples _data;
    private readonly DesignBasis _basis;
    private readonly bool _isComplete;
    private readonly bool _isOfClasses;
    private readonly IReadOnlyList<string> _names;
    private readonly List<string> _parts = [];

    /// <param name="data">The samples.</param>
    /// <param name="basis">What extends rows.</param>
    /// <param name="directions">Directions of extended rows, a group for each target.</param>
    /// <param name="singles">How many of them, at the beginning, are those of a parameter alone.</param>
    /// <param name="isComplete">Whether no sample is left undecided.</param>
    public SeparationWords(StandardizedSamples data, DesignBasis basis, IReadOnlyList<double[]> directions, int singles, bool isComplete)
    {
        (_data, _basis, _isComplete) = (data, basis, isComplete);
        _isOfClasses = data.Settings.Loss.Outputs > 1;
        _names = ColumnNames.OrDefault(data.FeatureNames, data.Features);
        for (int k = 0; k < Math.Min(directions.Count, MostDirections); k++)
        {
            IEnumerable<string> groups = Groups(directions[k]).Select(group => Of(group.Target, group.Direction, saysRows: k < singles || k == 0));
            _parts.Add(string.Join(", ", groups));
        }

        if (directions.Count > MostDirections)
        {
            _parts.Add(Invariant($"and {directions.Count - MostDirections} more"));
        }
    }

    public override string ToString()
    {
        string what =
            _data.Settings.Loss.Link is Link.Logit or Link.Softmax && _isComplete ? "the classes are perfectly separated" : "the samples are separated";
        return $"{what}, {string.Join("; ", _parts)}";
    }

    /// <summary>The groups of a direction that are not 0; of softmax, where all may have something in common, without that.</summary>
    private List<(int Target, double[] Direction)> Groups(double[] direction)
    {
        int p = _data.Stride;
        double[] own = [.. direction];
        for (int j = 0; _isOfClasses && j < p; j++)
        {
            double[] sorted = [.. Enumerable.Range(0, _data.Targets).Select(t => own[(t * p) + j]).Order()];
            for (int t = 0; t < _data.Targets; t++)
            {
                own[(t * p) + j] -= sorted[(sorted.Length - 1) / 2];
            }
        }

        double smallest = SmallestShare * Blas.MaxNorm(own);
        return [.. Enumerable.Range(0, _data.Targets).Select(t => (t, own.AsSpan(t * p, p).ToArray())).Where(group => Blas.MaxNorm(group.Item2) > smallest)];
    }

    private string Of(int target, double[] direction, bool saysRows)
    {
        double smallest = SmallestShare * Blas.MaxNorm(direction);
        int[] terms = [.. Enumerable.Range(0, _data.Features).Where(j => Math.Abs(direction[j]) > smallest).OrderByDescending(j => Math.Abs(direction[j]))];
        double[] user = [.. direction];
        _basis.ToParameters(user);
        _data.Standardization.ToUserUnits(user);
        double constant =
            !_data.Settings.FitIntercept || Math.Abs(user[^1]) <= SmallestShare * (Math.Abs(direction[^1]) + Math.Abs(user[^1] - direction[^1])) ? 0 : user[^1];
        string whose = _isOfClasses ? Invariant($" for class {target}")
            : _data.Targets > 1 || _data.Target is not null ? Invariant($" for target {_data.Target ?? target}")
            : "";
        if (terms.Length == 0)
        {
            return $"intercept → {Infinity(constant)}{whose}{Rows(target, direction, "", null, saysRows)}";
        }

        double lead = Math.Abs(user[terms[0]]);
        double[] plane = [.. Enumerable.Range(0, _data.Features).Select(j => terms.Contains(j) ? user[j] / lead : 0), constant / lead];
        int? digits = Digits(direction, plane);
        if (digits is null && constant == 0 && _data.Settings.FitIntercept)
        {
            // small, but more than rounding
            constant = user[^1];
            plane[^1] = constant / lead;
            digits = Digits(direction, plane);
        }

        bool isSingle = terms.Length == 1 && constant == 0;
        string sum = isSingle
            ? _names[terms[0]]
            : Sum([.. terms.Take(MostTerms).Order().Select(j => (plane[j], _names[j]))], plane[^1], digits ?? PrintedPlane.Most)
                + (terms.Length > MostTerms ? " + …" : "");
        string limit = isSingle ? $"{sum} → {Infinity(user[terms[0]])}{whose}" : $"along {sum}{whose}";
        return limit + Rows(target, direction, isSingle ? $" with {sum}" : " where it is", isSingle && user[terms[0]] < 0, saysRows);
    }

    private int? Digits(double[] direction, double[] plane) => PrintedPlane.Digits(_data, row => DesignBasis.Along(row, direction), _basis, plane);

    /// <summary>Which targets the rows have on each side of the plane.</summary>
    private string Rows(int target, double[] direction, string where, bool? isTurned, bool saysRows)
    {
        double[] row = new double[_basis.Width];
        Side above = new(), below = new();
        foreach ((DenseRows block, int i) in _data.Samples.Counted())
        {
            _basis.Extend(block.Row(i), row);
            double sum = DesignBasis.Along(row, direction);
            if (sum != 0)
            {
                (sum > 0 ? above : below).Add(block.Targets[(i * block.TargetCount) + target]);
            }
        }

        string Clause(Side side, bool isAbove) => isTurned is null
            ? $"every row {Target(side.Target)}"
            : $"every row{where} {(isAbove != isTurned ? ">" : "<")} 0 {Target(side.Target)}";
        IEnumerable<string> clauses = new[] { (Side: above, IsAbove: true), (Side: below, IsAbove: false) }.Where(one => one.Side.IsOfOne).Select(
            one => Clause(one.Side, one.IsAbove));
        return saysRows && clauses.Any() ? $": {string.Join(" and ", clauses)}" : "";
    }

    private string Target(double value)
        => !_isOfClasses ? string.Create(CultureInfo.InvariantCulture, $"has target {value}") : value == 1 ? "is of that class" : "is of another";

    private static string Infinity(double sign) => sign < 0 ? "−∞" : "+∞";

    private static string Sum((double Factor, string Name)[] terms, double constant, int digits)
    {
        string Number(double value) => PrintedPlane.Text(Math.Abs(value), digits);
        IEnumerable<string> parts = terms.Select(term => Signed(term.Factor, Number(term.Factor) is "1" ? term.Name : $"{Number(term.Factor)} {term.Name}"));
        string sum = string.Join(' ', constant == 0 ? parts : parts.Append(Signed(constant, Number(constant))));
        return sum.StartsWith("+ ", StringComparison.Ordinal) ? sum[2..] : $"−{sum[2..]}";
    }

    private static string Signed(double value, string text) => $"{(value < 0 ? '−' : '+')} {text}";

    /// <summary>The targets of rows on one side.</summary>
    private sealed class Side
    {
        private double? _first;
        private bool _differs;

        public bool IsOfOne => _first is not null && !_differs;

        public double Target => _first ?? double.NaN;

        public void Add(double target)
        {
            _differs |= _first is { } first && first != target;
            _first ??= target;
        }
    }
}
