namespace Optimizers.Regression.Tests;

public sealed class CurvedObjectiveTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(50, 3, (i, j) => Math.Sin((i * (j + 1.3)) + j) + (0.2 * j));

    public static TheoryData<string> Kinds => ["logistic", "Poisson", "Gamma", "Tweedie", "Huber", "smooth L1", "log-cosh", "squares", "softmax"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_WeightedSamples_HasTheDifferencesOfTheGradient(string kind)
    {
        foreach (bool intercept in new[] { true, false })
        {
            foreach (IPenalty? penalty in new IPenalty?[] { null, new RidgePenalty(0.3) })
            {
                (CurvedObjective objective, int classes) = Make(kind, intercept, penalty);
                int n = objective.Dimension, stride = intercept ? 4 : 3;
                double[] point = [.. Enumerable.Range(0, n).Select(i => 0.3 * Math.Cos(2 * i))],
                    gradient = new double[n], hessian = new double[n * n], up = new double[n], down = new double[n];

                double value = objective.Evaluate(point, gradient, hessian);

                value.Should().BeApproximately(objective.Evaluate(point, up), 1e-14 * Math.Abs(value));
                GoldenFile.Deviation(gradient, up, 1e-12, 1e-14).Should().BeLessThanOrEqualTo(1);
                for (int trial = 0; trial < 5; trial++)
                {
                    // what shifts all classes alike has a curvature that is not the function's
                    double[] step = [.. Enumerable.Range(0, n).Select(i => Math.Sin((7 * i) + trial))];
                    for (int i = 0; i < n && classes > 1; i++)
                    {
                        step[i] -= i < stride ? Enumerable.Range(0, classes).Average(c => step[i + (c * stride)]) : 0;
                        step[i] = i >= stride && i + stride >= n ? -Enumerable.Range(0, classes - 1).Sum(c => step[(i % stride) + (c * stride)]) : step[i];
                    }

                    const double h = 1e-5;
                    objective.Evaluate([.. point.Zip(step, (x, s) => x + (h * s))], up);
                    objective.Evaluate([.. point.Zip(step, (x, s) => x - (h * s))], down);
                    double[] expected = [.. up.Zip(down, (a, b) => (a - b) / (2 * h))];
                    double[] product = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => hessian[(i * n) + j] * step[j]))];
                    GoldenFile.Deviation(product, expected, 1e-6, 1e-8).Should().BeLessThanOrEqualTo(1, $"{kind} {intercept} {penalty}");
                }
            }
        }
    }

    [Fact]
    public void Evaluate_OnAnyNumberOfThreads_HasTheSameBitsAndAllocatesNothing()
    {
        Matrix<double> x = Matrix<double>.Build.Dense(60_000, 5, (i, j) => Math.Sin((i * (j + 1.3)) + j));
        var settings = new LinearRegression { Loss = Losses.Logistic };
        var data = new StandardizedSamples(new PreparedSamples(
            DenseRows.From(x, Vector<double>.Build.Dense(60_000, i => i * 7 % 3 == 0 ? 1 : 0))), settings.Settings, centre: true, scale: true);
        var objective = new CurvedObjective(data, settings.Loss);
        double[] point = [0.1, -0.2, 0.3, 0.4, -0.5, 0.6], gradient = new double[6], hessian = new double[36], alone = new double[36];
        objective.Evaluate(point, gradient, hessian);
        using (Parallelism.AtMost(1))
        {
            objective.Evaluate(point, gradient, alone);
            long before = GC.GetAllocatedBytesForCurrentThread();
            objective.Evaluate(point, gradient, alone);
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        }

        alone.Should().Equal(hessian);
    }

    private static (CurvedObjective Objective, int Classes) Make(string kind, bool intercept, IPenalty? penalty)
    {
        ILoss loss = kind switch
        {
            "logistic" => new LogisticLoss { Reduction = LossReduction.Sum },
            "Poisson" => Losses.Poisson,
            "Gamma" => Losses.Gamma,
            "Tweedie" => Losses.Tweedie(1.5),
            "Huber" => Losses.Huber(0.7),
            "smooth L1" => Losses.SmoothL1(0.7),
            "log-cosh" => Losses.LogCosh,
            "softmax" => Losses.Softmax(3),
            _ => Losses.MeanSquaredError,
        };
        Matrix<double> y = kind switch
        {
            "softmax" => Matrix<double>.Build.Dense(50, 3, (i, j) => i * 7 % 5 % 3 == j ? 1 : 0),
            "logistic" => Matrix<double>.Build.Dense(50, 2, (i, j) => (i + j) * 7 % 5 % 2),
            _ => Matrix<double>.Build.Dense(50, 2, (i, j) => 1 + ((i + j) * 7 % 5)),
        };
        var settings = new LinearRegression { Loss = loss, FitIntercept = intercept, Penalty = penalty };
        TrainingData weighted = TrainingData.From(X, y).WithWeights(Vector<double>.Build.Dense(50, i => i % 4));
        var data = new StandardizedSamples(weighted.Prepared, settings.Settings, centre: true, scale: true);
        return (new CurvedObjective(data, loss), loss.Outputs);
    }
}
