using System.Collections.Concurrent;
using System.Reflection;

namespace Optimizers.Regression.Tests;

public sealed class LinearObjectiveTests
{
    public static TheoryData<string, int, int, bool> Shapes
    {
        get
        {
            var shapes = new TheoryData<string, int, int, bool>();
            foreach (PropertyInfo loss in typeof(Losses).GetProperties())
            {
                shapes.Add(loss.Name, 1, 1, true);
                shapes.Add(loss.Name, 7, 3, true);
                shapes.Add(loss.Name, 7, 3, false);
                shapes.Add(loss.Name, 70, 300, true);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Evaluate_EveryLossAndShape_EqualsThePlainFormula(string name, int d, int k, bool fitIntercept)
    {
        const int n = 23;
        ILoss loss = Loss(name);
        Matrix<double> X = Waves(n, d, 1), Y = Targets(Waves(n, k, 2), loss);
        var objective = new LinearObjective(X, Y, loss, fitIntercept);
        double[] point = Points.Wave(objective.Dimension, 4), gradient = new double[objective.Dimension];
        double value = objective.Evaluate(point, gradient);

        // R = ∂loss/∂(XW + b), then XᵀR and Rᵀ1
        int stride = d + (fitIntercept ? 1 : 0);
        double[] predictions = new double[n * k], targets = new double[n * k], residuals = new double[n * k];
        for (int i = 0; i < n * k; i++)
        {
            int t = i % k;
            predictions[i] = Enumerable.Range(0, d).Sum(j => X[i / k, j] * point[(t * stride) + j]) + (fitIntercept ? point[(t * stride) + d] : 0);
            targets[i] = Y[i / k, t];
        }

        double expected = loss.Evaluate(predictions, targets, residuals);
        value.Should().BeApproximately(expected, 1e-12 * Math.Abs(expected));
        for (int p = 0; p < gradient.Length; p++)
        {
            int t = p / stride, j = p % stride;
            double partial = Enumerable.Range(0, n).Sum(i => residuals[(i * k) + t] * (j == d ? 1 : X[i, j]));
            gradient[p].Should().BeApproximately(partial, 1e-12 * Math.Max(1, Math.Abs(partial)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Evaluate_BatchOfAllSamples_EqualsTheWhole(string name, int d, int k, bool fitIntercept)
    {
        var objective = new LinearObjective(Waves(23, d, 1), Targets(Waves(23, k, 2), Loss(name)), Loss(name), fitIntercept);
        double[] point = Points.Wave(objective.Dimension, 4), whole = new double[objective.Dimension], batch = new double[objective.Dimension];

        double value = objective.Evaluate(point, whole);

        objective.Evaluate(point, [.. Enumerable.Range(0, 23).Reverse()], batch).Should().BeApproximately(value, 1e-12 * Math.Abs(value));
        GoldenFile.Deviation(batch, whole, 1e-11, 1e-12).Should().BeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(nameof(Losses.MeanSquaredError))]
    [InlineData(nameof(Losses.SumOfSquaredErrors))]
    public void Evaluate_MeanOfTheBatches_IsTheWhole(string name)
    {
        var objective = new LinearObjective(Waves(24, 3, 1), Waves(24, 1, 2), Loss(name));
        double[] point = Points.Wave(4, 4), gradient = new double[4], whole = new double[4], mean = new double[4];
        double value = 0;
        for (int first = 0; first < 24; first += 6)
        {
            value += objective.Evaluate(point, [.. Enumerable.Range(first, 6)], gradient) / 4;
            for (int i = 0; i < 4; i++)
            {
                mean[i] += gradient[i] / 4;
            }
        }

        value.Should().BeApproximately(objective.Evaluate(point, whole), 1e-12 * Math.Abs(value));
        GoldenFile.Deviation(mean, whole, 1e-12, 1e-13).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Evaluate_Gradient_IsThatOfTheValue()
    {
        foreach (PropertyInfo loss in typeof(Losses).GetProperties())
        {
            var objective = new LinearObjective(Waves(23, 4, 1), Targets(Waves(23, 2, 2), Loss(loss.Name)), Loss(loss.Name));
            double[] point = Points.Wave(10, 3), analytic = new double[10], numerical = new double[10];
            double value = objective.Evaluate(point, analytic);

            // central differences would be off by 1e-8 themselves, from rounding
            DifferentiableFunction.FromValue(10, p => ((IDifferentiableFunction)objective).Evaluate(p), new FivePointDifference()).Evaluate(point, numerical);

            GoldenFile.Deviation(analytic, numerical, 1e-8, 6e-14 * Math.Max(1, Math.Abs(value))).Should().BeLessThanOrEqualTo(1, loss.Name);
        }
    }

    [Fact]
    public void Evaluate_AfterTheFirst_AllocatesNothing()
    {
        var objective = new LinearObjective(Waves(5000, 20, 1), Waves(5000, 3, 2), Losses.MeanSquaredError);
        double[] point = Points.Wave(63, 1), gradient = new double[63];
        int[] batch = [.. Enumerable.Range(0, 32)];
        double sum = objective.Evaluate(point, gradient) + objective.Evaluate(point, batch, gradient);

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            sum += objective.Evaluate(point, gradient) + objective.Evaluate(point, batch, gradient);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        sum.Should().BePositive();
    }

    [Theory]
    [InlineData(20_001, 3, 1)]
    [InlineData(9_003, 33, 1)]
    [InlineData(1_203, 401, 1)]
    [InlineData(5_002, 7, 3)]
    [InlineData(2_001, 30, 20)]
    public void Evaluate_ManyRows_HasTheSameBitsOnAnyNumberOfThreadsAndIsThePlainSum(int n, int d, int k)
    {
        Matrix<double> X = Waves(n, d, 1), Y = Waves(n, k, 2);
        var objective = new LinearObjective(X, Y, Losses.HalfMeanSquaredError);
        double[] point = Points.Wave(objective.Dimension, 4);
        int[] backwards = [.. Enumerable.Range(0, n).Reverse()];
        double[][] ends = [.. ((int[])[1, 2, 8]).Select(threads =>
        {
            using IDisposable limit = Parallelism.AtMost(threads);
            double[] whole = new double[objective.Dimension], batch = new double[objective.Dimension];
            return (double[])[objective.Evaluate(point, whole), objective.Evaluate(point, backwards, batch), .. whole, .. batch];
        })];

        ends.Should().AllSatisfy(end => end.Should().Equal(ends[0]));
        Matrix<double> W = Matrix<double>.Build.Dense(d, k, (j, t) => point[(t * (d + 1)) + j]);
        Matrix<double> R = (X * W) - Y;
        R.MapIndexedInplace((_, t, r) => r + point[(t * (d + 1)) + d]);
        Matrix<double> slopes = X.TransposeThisAndMultiply(R) / (n * k);
        double[] expected = [.. Enumerable.Range(0, k).SelectMany(t => slopes.Column(t).Append(R.Column(t).Sum() / (n * k)))];
        double value = R.Enumerate().Sum(r => r * r) / (2.0 * n * k), size = Math.Sqrt(value);
        ends[0][0].Should().BeApproximately(value, 1e-12 * value);
        ends[0][1].Should().BeApproximately(value, 1e-12 * value);
        GoldenFile.Deviation(ends[0].AsSpan(2, expected.Length), expected, 1e-11, 1e-13 * size).Should().BeLessThanOrEqualTo(1);
        GoldenFile.Deviation(ends[0].AsSpan(2 + expected.Length), expected, 1e-11, 1e-13 * size).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Evaluate_EveryNumberOfRowsAndFeatures_EqualsThePlainSum()
    {
        for (int n = 1; n <= 9; n++)
        {
            for (int d = 1; d <= 40; d++)
            {
                Matrix<double> X = Waves(n, d, d);
                Vector<double> y = Waves(n, 1, n).Column(0), w = Vector<double>.Build.Dense(Points.Wave(d, 3));
                double[] gradient = new double[d];

                double value = new LinearObjective(X, y, Losses.SumOfSquaredErrors, fitIntercept: false).Evaluate(w.ToArray(), gradient);

                Vector<double> e = (X * w) - y;
                value.Should().BeApproximately(e * e, 1e-12 * (e * e));
                GoldenFile.Deviation(gradient, (2 * X.TransposeThisAndMultiply(e)).ToArray(), 1e-11, 1e-12).Should().BeLessThanOrEqualTo(1, $"{n} × {d}");
            }
        }
    }

    [Fact]
    public void Evaluate_EveryLossOnManyRows_AllocatesNothingAfterTheFirst()
    {
        foreach (PropertyInfo property in typeof(Losses).GetProperties())
        {
            ILoss loss = Loss(property.Name);
            var objective = new LinearObjective(Waves(30_000, 5, 1), Targets(Waves(30_000, 1, 2), loss), loss);
            double[] point = Points.Wave(6, 1), gradient = new double[6];
            int[] batch = [.. Enumerable.Range(0, 20_000)];
            double sum = objective.Evaluate(point, gradient) + objective.Evaluate(point, batch, gradient);

            GC.Collect(); // one in between would be charged with the rest of this thread's memory
            long before = GC.GetAllocatedBytesForCurrentThread();
            sum += objective.Evaluate(point, gradient) + objective.Evaluate(point, batch, gradient) + objective.Evaluate(point, batch.AsSpan(7, 1), gradient);

            (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0, property.Name);
            double.IsFinite(sum).Should().BeTrue();
        }
    }

    [Fact]
    public void Evaluate_LossThrowsOnManyRows_ThrowsItsException()
    {
        var objective = new LinearObjective(Waves(50_000, 4, 1), Waves(50_000, 1, 2), new Broken());
        Action evaluate = () => objective.Evaluate(new double[5], new double[5]);

        evaluate.Should().Throw<NotSupportedException>().WithMessage("broken");
    }

    [Fact]
    public void Evaluate_FewRows_StaysOnItsThread()
    {
        using IDisposable limit = Parallelism.AtMost(8);
        var loss = new Watched();
        var objective = new LinearObjective(Waves(3000, 8, 1), Waves(3000, 1, 2), loss);

        objective.Evaluate(new double[9], new double[9]);

        loss.Threads.Distinct().Should().Equal(Environment.CurrentManagedThreadId);
    }

    private sealed class Watched : ILoss
    {
        public ConcurrentQueue<int> Threads { get; } = [];

        public LossReduction Reduction => LossReduction.Mean;

        public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives)
        {
            Threads.Enqueue(Environment.CurrentManagedThreadId);
            derivatives.Clear();
            return 0;
        }
    }

    private sealed class Broken : ILoss
    {
        public LossReduction Reduction => LossReduction.Mean;

        public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives)
            => throw new NotSupportedException("broken");
    }

    [Fact]
    public void Evaluate_FromSparseAndRowMajorMatrices_IsTheSame()
    {
        Matrix<double> dense = Waves(23, 4, 1);
        Vector<double> y = Waves(23, 1, 2).Column(0);
        double[] point = Points.Wave(5, 3), one = new double[5], other = new double[5];

        new LinearObjective(dense, y, Losses.MeanSquaredError).Evaluate(point, one);
        new LinearObjective(Matrix<double>.Build.SparseOfMatrix(dense), y, Losses.MeanSquaredError).Evaluate(point, other);

        other.Should().Equal(one);
    }

    [Fact]
    public void Evaluate_BadArguments_Throws()
    {
        var objective = new LinearObjective(Waves(5, 2, 1), Waves(5, 1, 2), Losses.MeanSquaredError);

        Refused(() => objective.Evaluate(new double[2], new double[3]), "The point has 2 coordinates; the objective takes 3.*", "point");
        Refused(() => objective.Evaluate(new double[3], new double[4]), "The gradient has 4 coordinates; the objective takes 3.*", "gradient");
        Refused(() => objective.Evaluate(new double[3], [], new double[3]), "samples must be at least 1; it is 0.*", "samples");
        Refused(() => _ = new LinearObjective(Waves(5, 2, 1), Waves(5, 1, 2), null!), "*", "loss");
        Action outside = () => objective.Evaluate(new double[3], [5], new double[3]);
        outside.Should().Throw<ArgumentException>();
    }

    // those that the loss takes
    private static Matrix<double> Targets(Matrix<double> waves, ILoss loss) => loss.TargetRule switch
    {
        null => waves,
        "0 or 1" => waves.Map(value => value > 0 ? 1.0 : 0),
        _ => waves.Map(value => Math.Abs(value) + 0.1),
    };

    private static ILoss Loss(string name) => (ILoss)typeof(Losses).GetProperty(name)!.GetValue(null)!;

    private static Matrix<double> Waves(int rows, int columns, int phase) => Matrix<double>.Build.Dense(rows, columns, Points.Wave(rows * columns, phase));
}
