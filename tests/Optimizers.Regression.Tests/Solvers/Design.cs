namespace Optimizers.Regression.Tests.Solvers;

/// <summary>Small designs of standardized columns, and a slow and plain solver of problems of them.</summary>
internal static class Design
{
    /// <summary>n × d columns of a correlation, of square sums 1, and targets of a few of them with noise, of square sum 1.</summary>
    public static (double[] Columns, double[] Targets) Of(int n, int d, double correlation, int seed)
    {
        var random = new Random(seed);
        double[] columns = new double[n * d], targets = new double[n];
        for (int i = 0; i < n; i++)
        {
            double common = Normal(random);
            for (int j = 0; j < d; j++)
            {
                columns[(j * n) + i] = (Math.Sqrt(1 - correlation) * Normal(random)) + (Math.Sqrt(correlation) * common);
                targets[i] += j % 3 == 0 ? columns[(j * n) + i] * ((j % 5) - 2) : 0;
            }

            targets[i] += Normal(random);
        }

        for (int j = 0; j < d; j++)
        {
            Standardize(columns.AsSpan(j * n, n));
        }

        Standardize(targets);
        return (columns, targets);
    }

    public static double[] Gram(double[] columns, double[] targets)
    {
        int n = targets.Length, d = columns.Length / n;
        double[] gram = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                gram[(i * d) + j] = Blas.Dot(columns.AsSpan(i * n, n), columns.AsSpan(j * n, n));
            }
        }

        return gram;
    }

    /// <summary>The squared errors, by products and by columns.</summary>
    public static Quadratic[] Quadratics(double[] columns, double[] targets)
    {
        int n = targets.Length;
        double[] correlations = [.. Enumerable.Range(0, columns.Length / n).Select(j => Blas.Dot(columns.AsSpan(j * n, n), targets))];
        return [new GramQuadratic(Gram(columns, targets), correlations, Blas.Dot(targets, targets)), ColumnQuadratic.Of(columns, targets)];
    }

    /// <summary>½‖y − Zu‖² and the terms.</summary>
    public static double Value(double[] columns, double[] targets, double[] point, CoordinateTerms terms)
    {
        double[] residuals = Residuals(columns, targets, point);
        return (0.5 * Blas.Dot(residuals, residuals)) + terms.Evaluate(point);
    }

    /// <summary>The minimum by accelerated proximal gradient with restarts.</summary>
    public static double[] ProximalGradient(double[] columns, double[] targets, ProximalOperator proximal)
    {
        int n = targets.Length, d = columns.Length / n;
        double[] gram = Gram(columns, targets), point = new double[d], ahead = new double[d], gradient = new double[d], next = new double[d];
        double step = 1 / Enumerable.Range(0, d).Max(i => Enumerable.Range(0, d).Sum(j => Math.Abs(gram[(i * d) + j])));
        double momentum = 1, last = double.PositiveInfinity;
        for (int iteration = 0; iteration < 100_000 && last > 1e-15; iteration++)
        {
            double[] residuals = Residuals(columns, targets, ahead);
            for (int j = 0; j < d; j++)
            {
                gradient[j] = -Blas.Dot(columns.AsSpan(j * n, n), residuals);
            }

            Blas.Combine(ahead, -step, gradient, next);
            proximal(next, step);
            double rising = 0;
            last = 0;
            for (int j = 0; j < d; j++)
            {
                rising += (ahead[j] - next[j]) * (next[j] - point[j]);
                last = Math.Max(last, Math.Abs(next[j] - ahead[j]));
            }

            double following = rising > 0 ? 1 : (1 + Math.Sqrt(1 + (4 * momentum * momentum))) / 2, share = rising > 0 ? 0 : (momentum - 1) / following;
            for (int j = 0; j < d; j++)
            {
                ahead[j] = next[j] + (share * (next[j] - point[j]));
                point[j] = next[j];
            }

            momentum = following;
        }

        return point;
    }

    public static double[] Residuals(double[] columns, double[] targets, double[] point)
    {
        int n = targets.Length;
        double[] residuals = [.. targets];
        for (int j = 0; j < point.Length; j++)
        {
            Blas.AddScaled(-point[j], columns.AsSpan(j * n, n), residuals);
        }

        return residuals;
    }

    public static void AssertClose(double expected, double actual, double tolerance) => AssertClose([expected], [actual], tolerance);

    public static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        actual.Should().HaveSameCount(expected);
        for (int i = 0; i < expected.Length; i++)
        {
            actual[i].Should().BeApproximately(expected[i], tolerance * Math.Max(1, Math.Abs(expected[i])), $"{i}");
        }
    }

    private static void Standardize(Span<double> column)
    {
        double mean = 0;
        foreach (double value in column)
        {
            mean += value / column.Length;
        }

        foreach (ref double value in column)
        {
            value -= mean;
        }

        Blas.Scale(1 / Blas.Norm(column), column, column);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>x ← prox(x) of a step.</summary>
    public delegate void ProximalOperator(Span<double> point, double step);
}
