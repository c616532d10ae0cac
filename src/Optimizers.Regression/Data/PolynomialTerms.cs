namespace Optimizers.Regression;

/// <summary>The plan of an expansion: each product is an earlier one times one feature more.</summary>
internal sealed class PolynomialTerms
{
    private readonly int _features;
    private readonly List<(int Earlier, int Feature)> _terms;

    public PolynomialTerms(PolynomialFeatures settings, int features)
    {
        _features = features;
        CheckCount(settings, features);
        _terms = [.. Enumerable.Range(0, features).Select(feature => (-1, feature))];
        int begin = 0;
        for (int degree = 2; degree <= settings.Degree; degree++)
        {
            int end = _terms.Count;
            for (int earlier = begin; earlier < end; earlier++)
            {
                for (int feature = _terms[earlier].Feature + (settings.InteractionsOnly ? 1 : 0); feature < features; feature++)
                {
                    _terms.Add((earlier, feature));
                }
            }

            begin = end;
        }
    }

    /// <summary>The features and their products.</summary>
    public int Count => _terms.Count;

    /// <summary>Writes the products behind the features, with which a row begins.</summary>
    public void Expand(Span<double> row)
    {
        for (int term = _features; term < _terms.Count; term++)
        {
            row[term] = row[_terms[term].Earlier] * row[_terms[term].Feature];
        }
    }

    public string[] Names(IReadOnlyList<string> names) => [.. Enumerable.Range(0, Count).Select(term
        => string.Join(' ', Factors(term).CountBy(feature => feature).Select(
            factor => factor.Value == 1 ? names[factor.Key] : Invariant($"{names[factor.Key]}^{factor.Value}"))))];

    private IEnumerable<int> Factors(int term) => (_terms[term].Earlier < 0 ? [] : Factors(_terms[term].Earlier)).Append(_terms[term].Feature);

    private static void CheckCount(PolynomialFeatures settings, int features)
    {
        double ofDegree = 1, count = 0;
        for (int degree = 1; degree <= settings.Degree && ofDegree > 0; degree++)
        {
            ofDegree *= (settings.InteractionsOnly ? features - degree + 1.0 : features + degree - 1.0) / degree;
            count += ofDegree;
            if (count > Array.MaxLength)
            {
                throw new ArgumentException(
                    Invariant($"The products of {features} features up to degree {settings.Degree} are more than an array holds ({Array.MaxLength})."),
                    nameof(settings.Degree));
            }
        }
    }
}
