namespace Optimizers.Tests;

/// <summary>What both proximal methods promise.</summary>
public abstract class ProximalMethodContract
{
    private static readonly StoppingCriteria Tight = new() { MaxIterations = 100_000, GradientTolerance = 1e-9 };

    protected abstract IOptimizer Create(IPenalty penalty, double? initialStep = null);

    [Fact]
    public void Minimize_LassoOfOrthogonalDesign_IsTheSoftThreshold()
    {
        double[] c = [4, 1, 0.25, 9],
            b = [2, -0.3, 3, -1], x = Create(new L1Penalty(0.5)).Minimize(PenalizedProblems.Quadratic(c, b), new double[4], Tight).EnsureConverged().Point;

        for (int i = 0; i < 4; i++)
        {
            double expected = Math.Sign(b[i]) * Math.Max(0, Math.Abs(b[i]) - (0.5 / c[i]));
            x[i].Should().BeApproximately(expected, 1e-8);
        }

        x[1].Should().Be(0, "zeros are exact");
    }

    [Fact]
    public void Minimize_IllConditionedLasso_SatisfiesKktWithExactZeros()
    {
        const double λ = 0.01;
        IDifferentiableFunction function = PenalizedProblems.LeastSquares(40, 15, 30);

        OptimizationResult result = Create(new L1Penalty(λ)).Minimize(function, new double[15], Tight);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        double[] g = new double[15];
        double value = function.Evaluate(result.Point, g);
        result.Value.Should().BeApproximately(value + (λ * result.Point.Sum(Math.Abs)), 1e-14);
        for (int i = 0; i < g.Length; i++)
        {
            if (result.Point[i] == 0)
            {
                Math.Abs(g[i]).Should().BeLessThanOrEqualTo(λ + 1e-9);
            }
            else
            {
                g[i].Should().BeApproximately(-λ * Math.Sign(result.Point[i]), 1e-9);
            }
        }

        result.Point.Count(x => x == 0).Should().BeInRange(1, 14);
    }

    [Fact]
    public void Minimize_NonNegativeLeastSquares_SatisfiesKkt()
    {
        IDifferentiableFunction function = PenalizedProblems.LeastSquares(40, 15, 30);
        double[] g = new double[15];

        double[] x = Create(new NonNegative()).Minimize(function, new double[15], Tight).EnsureConverged().Point;

        function.Evaluate(x, g);
        x.Count(value => value == 0).Should().BeInRange(1, 14);
        x.Zip(g).Should().OnlyContain(pair => pair.First == 0 ? pair.Second > -1e-9 : pair.First > 0 && Math.Abs(pair.Second) < 1e-9);
    }

    [Fact]
    public void Minimize_QuadraticOnTheSimplex_IsTheProjection()
    {
        double[] b = [0.9, 0.4, -0.2, 0.35, 3e-3];

        double[] x = Create(new Simplex()).Minimize(PenalizedProblems.Quadratic([1, 1, 1, 1, 1], b), [5, 0, 0, 0, 0], Tight).EnsureConverged().Point;

        x.Zip(new Simplex().Projection(b), (a, e) => Math.Abs(a - e)).Should().OnlyContain(difference => difference < 1e-9);

        // Σ 1/cᵢ = 2.5 for c = (1, 1, 2): the multiplier is 1/2.5
        double[] unequal = Create(new Simplex()).Minimize(PenalizedProblems.Quadratic([1, 1, 2], new double[3]), [0, 0, 1], Tight).Point;
        unequal.Zip([0.4, 0.4, 0.2], (a, e) => Math.Abs(a - e)).Should().OnlyContain(difference => difference < 1e-9);
    }

    [Fact]
    public void Minimize_GroupLasso_ClearsAGroup()
    {
        var penalty = new GroupLassoPenalty(0.5, 2, 2);
        double[] b = [3, 4, 0.3, -0.2];

        double[] x = Create(penalty).Minimize(PenalizedProblems.Quadratic([1, 1, 1, 1], b), [1, 1, 1, 1], Tight).EnsureConverged().Point;

        x.Zip(penalty.Proximal(b, 1), (a, e) => Math.Abs(a - e)).Should().OnlyContain(difference => difference < 1e-9);
        x[2..].Should().Equal(0, 0);
    }

    [Fact]
    public void Minimize_RosenbrockInABoxBesideItsMinimum_EndsAtTheBound()
    {
        OptimizationResult result = Create(new Box(-2, 0.8)).Minimize(PenalizedProblems.Rosenbrock, [-1.2, 1], Tight);

        // x = 0.8 and y = x² on the bound
        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Point[0].Should().Be(0.8);
        result.Point[1].Should().BeApproximately(0.64, 1e-9);
        result.Value.Should().BeApproximately(0.04, 1e-12);
    }

    [Fact]
    public void Minimize_WithoutABoundInTheWay_HasTheNormOfTheGradient()
    {
        double[] g = new double[2];

        OptimizationResult result = Create(new Box(-1e6, 1e6)).Minimize(PenalizedProblems.Rosenbrock, [-1.2, 1], new StoppingCriteria { MaxIterations = 5 });

        PenalizedProblems.Rosenbrock.Evaluate(result.Point, g);
        result.GradientNorm.Should().Be(Math.Max(Math.Abs(g[0]), Math.Abs(g[1])));
    }

    [Fact]
    public void Minimize_EverySet_EvaluatesOnlyInside()
    {
        foreach (ConvexSet set in EveryPenalty.Sets)
        {
            int calls = 0;
            IDifferentiableFunction function = PenalizedProblems.LeastSquares(10, EveryPenalty.Dimension, 20).Watched(x =>
            {
                calls++;
                set.Contains(x).Should().BeTrue($"{set}, call {calls}: [{string.Join(", ", x)}]");
            });

            Create(set).Minimize(function, [-9, 9, -8, 8, -7, 7], new StoppingCriteria { MaxIterations = 300 });
            calls.Should().BeGreaterThan(1, $"{set}");
        }
    }

    [Fact]
    public void Iterate_Values_NeverRise()
    {
        (IPenalty Penalty, IDifferentiableFunction Function)[] problems =
        [
            (new L1Penalty(0.01), PenalizedProblems.LeastSquares(40, 15, 30)), (new NonNegative(), PenalizedProblems.LeastSquares(40, 15, 30)),
            (new Box(-2, 0.8), PenalizedProblems.Rosenbrock), (new ElasticNetPenalty(0.01, 0.1), PenalizedProblems.Rosenbrock),
        ];
        foreach ((IPenalty penalty, IDifferentiableFunction function) in problems)
        {
            double last = double.PositiveInfinity;
            foreach (Iteration iteration in Create(penalty)
                .Iterate(function, Points.Wave(function.Dimension, 1), new StoppingCriteria { MaxIterations = 3000 }))
            {
                iteration.Value.Should().BeLessThanOrEqualTo(last + (1e-13 * Math.Abs(last)), $"{penalty}, iteration {iteration.Number}");
                last = iteration.Value;
            }
        }
    }

    [Fact]
    public void Maximize_LooksForTheMaximumOfFMinusG()
    {
        IDifferentiableFunction hill = DifferentiableFunction.FromExpression((x, y) => -0.5 * (((x - 3) * (x - 3)) + ((y - 0.1) * (y - 0.1))));

        OptimizationResult top = Create(new L1Penalty(1)).Maximize(hill, [0.0, 0.0], Tight);

        top.Point[0].Should().BeApproximately(2, 1e-8);
        top.Point[1].Should().Be(0);
        top.Value.Should().BeApproximately(-0.5 - 0.005 - 2, 1e-12);
    }

    [Fact]
    public void Minimize_NotFiniteBeyondABorder_StepsShort()
    {
        // x − log x is NaN below 0; the first step of length 100 leads there
        IDifferentiableFunction function = DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = 1 - (1 / x[0]);
            return x[0] - Math.Log(x[0]);
        });

        OptimizationResult result = Create(new L1Penalty(1), 1000).Minimize(function, [3.0], Tight);

        result.Converged.Should().BeTrue();
        result.Point[0].Should().BeApproximately(0.5, 1e-8);
    }

    [Fact]
    public void Minimize_NaNFromACallOn_EndsWithTheBestPoint()
    {
        for (int good = 1; good < 12; good++)
        {
            int calls = 0;
            IDifferentiableFunction function = DifferentiableFunction.Create(2, (x, g) =>
            {
                double value = PenalizedProblems.Rosenbrock.Evaluate(x, g);
                return ++calls > good ? double.NaN : value;
            });

            OptimizationResult result = Create(new L1Penalty(0.1)).Minimize(function, [-1.2, 1], Tight);

            result.Reason.Should().Be(StopReason.LineSearchFailed);
            result.Value.Should().Be(PenalizedProblems.Rosenbrock.Evaluate(result.Point) + new L1Penalty(0.1).Evaluate(result.Point));
            result.Value.Should().Be(result.History.Min(iteration => iteration.Value));
        }
    }

    [Fact]
    public void Minimize_NaNAtTheStart_IsNotFinite()
    {
        IDifferentiableFunction nothing = DifferentiableFunction.Create(1, (_, g) => g[0] = double.NaN);

        Create(new L1Penalty(1)).Minimize(nothing, [1.0]).Reason.Should().Be(StopReason.NotFinite);
        Create(new Box(0, 1)).Minimize(nothing, [1.0]).Reason.Should().Be(StopReason.NotFinite);
    }

    [Fact]
    public void Minimize_UnboundedBelow_SaysSo()
    {
        IDifferentiableFunction slope = DifferentiableFunction.Create(2, (x, g) =>
        {
            (g[0], g[1]) = (-1, 0.5);
            return (0.5 * x[1]) - x[0];
        });

        Create(new NonNegative()).Minimize(slope, [0.0, 1.0]).Reason.Should().Be(StopReason.Unbounded);
    }

    [Fact]
    public void Minimize_ConstantFunction_LeavesThePenalty()
    {
        IDifferentiableFunction flat = DifferentiableFunction.Create(2, (_, g) =>
        {
            g.Clear();
            return 7;
        });

        OptimizationResult alone = Create(new Box(-9, 9)).Minimize(flat, [1.0, -2.0]), penalized = Create(new L1Penalty(0.5)).Minimize(flat, [1.0, -2.0]);

        alone.Iterations.Should().Be(0);
        alone.Reason.Should().Be(StopReason.GradientTolerance);
        penalized.Converged.Should().BeTrue();
        penalized.Point.Should().Equal(0, 0);
        penalized.Value.Should().Be(7);
    }

    [Fact]
    public void Minimize_WrongGradient_Fails()
    {
        IDifferentiableFunction wrong = DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = -2 * x[0];
            return x[0] * x[0];
        });

        OptimizationResult result = Create(new Box(-9, 9)).Minimize(wrong, [1.0]);

        result.Reason.Should().Be(StopReason.LineSearchFailed);
        result.Point.Should().Equal(1);
    }

    [Fact]
    public void Minimize_ToleranceBelowRounding_EndsAtTheRoundingLimit()
    {
        double[] c = [1e3, 7, 0.3], b = [1.1, -2.3, 0.7];

        OptimizationResult result = Create(new L1Penalty(0.1))
            .Minimize(PenalizedProblems.Quadratic(c, b), [5, 5, 5], new StoppingCriteria { GradientTolerance = 0 });

        result.Converged.Should().BeTrue();
        result.GradientNorm.Should().BeLessThan(1e-10);
        result.Iterations.Should().BeLessThan(5000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    [InlineData(-1e9)]
    [InlineData(1e12)]
    public void Minimize_ValuesFarFromZero_ConvergesOnlyWhereTheValueIsWithinItsRounding(double shift)
    {
        IDifferentiableFunction shifted = DifferentiableFunction.Create(2, (x, g) => PenalizedProblems.Rosenbrock.Evaluate(x, g) + shift);

        OptimizationResult result = Create(new L1Penalty(0)).Minimize(shifted, [-1.2, 1], new StoppingCriteria { MaxIterations = 100_000 });

        result.Converged.Should().BeTrue();
        PenalizedProblems.Rosenbrock.Evaluate(result.Point).Should().BeLessThan(1e-12 + (8 * 2.2e-16 * Math.Abs(shift)));
    }

    [Theory]
    [InlineData(1e-7)]
    [InlineData(1e-8)]
    [InlineData(1e-9)]
    public void Minimize_NearlyEqualColumns_ConvergesOnlyAtAMinimum(double difference)
    {
        // ½ mean e² + 0.01 Σ|x| of three columns that differ by little: one alone has the least value
        double[][] columns = [.. Enumerable.Range(0, 3)
            .Select(j => Enumerable.Range(0, 40).Select(i => Math.Sin(i) + (difference * Math.Cos((j + 1.3) * i))).ToArray())];
        IDifferentiableFunction function = DifferentiableFunction.Create(3, (x, g) =>
        {
            double value = 0;
            g.Clear();
            for (int i = 0; i < 40; i++)
            {
                double residual = -(0.1 * Math.Cos(7.0 * i * i));
                for (int j = 0; j < 3; j++)
                {
                    residual += columns[j][i] * (x[j] - 1);
                }

                value += residual * residual / 80;
                for (int j = 0; j < 3; j++)
                {
                    g[j] += columns[j][i] * residual / 40;
                }
            }

            return value;
        });

        OptimizationResult result = Create(new L1Penalty(0.01)).Minimize(function, new double[3]);

        // between the columns the value falls by some 3e-3 times their difference
        double lowest = Enumerable.Range(0, 3).Min(j => AlongColumn(function, j));
        (!result.Converged || result.Value - lowest <= 1e-14).Should().BeTrue($"{result}, above {lowest:R} by {result.Value - lowest}");
    }

    [Fact]
    public void Start_Outside_IsMovedIn()
    {
        OptimizationRun run = Create(new Box(0, 1)).Iterate(PenalizedProblems.Rosenbrock, [-3.0, 0.5]);

        run.Point.ToArray().Should().Equal(0, 0.5);
        run.Result.Value.Should().Be(PenalizedProblems.Rosenbrock.Evaluate([0, 0.5]), "the start has a result before the first iteration");
        run.MoveNext();
        run.Current.Value.Should().Be(26);
        Create(new L1Penalty(1)).Iterate(PenalizedProblems.Rosenbrock, [-3.0, 0.5])
            .Result.Value.Should().Be(PenalizedProblems.Rosenbrock.Evaluate([-3, 0.5]) + 3.5);
    }

    [Fact]
    public void Start_WhatDoesNotFit_IsRefused()
    {
        Refused(() => Create(null!), "*", "Penalty");
        Refused(() => Create(new NonNegative(), 0), "*", "InitialStep");
        Refused(() => Create(new NonNegative(), double.NaN), "*", "InitialStep");
        Refused(() => Create(new GroupLassoPenalty(1, 2, 1))
            .Minimize(PenalizedProblems.Rosenbrock, [0, 0]), "The penalty has 3 coordinates; the function takes 2.*", "Penalty");
        Refused(() => Create(new Box([0], [1])).Minimize(
            PenalizedProblems.Rosenbrock, [0, 0]), "The penalty has 1 coordinate; the function takes 2.*", "Penalty");
        Refused(() => Create(new NonNegative()).Minimize(PenalizedProblems.Rosenbrock, [0]), "The start has 1 coordinate; the function takes 2.*", "start");
        Refused(
            () => Create(new NonNegative()).Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, new MiniBatches(2)),
            "* compares values, which mini-batches change from step to step.*",
            "options");
    }

    [Fact]
    public void Minimize_WithoutAPenalty_IsADescentOnTheFunctionAlone()
    {
        var alone = (IProximalOptimizer)Activator.CreateInstance(Create(new NonNegative()).GetType())!;
        double[] start = [-1.2, 1];

        OptimizationResult result = alone.Minimize(PenalizedProblems.Rosenbrock, start, Tight),
            penalized = Create(new L1Penalty(0)).Minimize(PenalizedProblems.Rosenbrock, start, Tight);

        alone.Penalty.Should().BeNull();
        result.EnsureConverged().Point.Should().Equal(penalized.Point);
        result.Value.Should().Be(PenalizedProblems.Rosenbrock.Evaluate(result.Point));
    }

    [Fact]
    public void With_AnotherPenalty_KeepsTheRest()
    {
        var optimizer = (IProximalOptimizer)Create(new L1Penalty(0.1), 2);

        optimizer.Penalty.Should().Be(new L1Penalty(0.1));
        optimizer.With(new RidgePenalty(3)).Should().Be(Create(new RidgePenalty(3), 2));
    }

    [Fact]
    public void Settings_AreComparedByValue()
    {
        Create(new L1Penalty(0.1), 2).Should().Be(Create(new L1Penalty(0.1), 2)).And.NotBe(Create(new L1Penalty(0.1))).And.NotBe(Create(new L1Penalty(0.2), 2));
        Create(new GroupLassoPenalty(1, 2, 1)).Should().Be(Create(new GroupLassoPenalty(1, 2, 1)));
    }

    [Fact]
    public void InitialStep_IsTheFirstTried()
    {
        List<double> tried = [];
        IDifferentiableFunction line = PenalizedProblems.Quadratic([1], [0]).Watched(x => tried.Add(x[0]));

        Create(new L1Penalty(0), 0.125).Minimize(line, [1.0], new StoppingCriteria { MaxIterations = 1 });

        tried.Should().Equal(1, 0.875);
    }

    [Fact]
    public void MoveNext_AfterTheFirst_AllocatesNothing()
    {
        (IPenalty, IDifferentiableFunction)[] problems =
            [(new L1Penalty(1e-3), EveryOptimizer.Hard), (new Box(-2, 2), EveryOptimizer.Hard), (new Simplex(10), EveryOptimizer.Hard)];
        foreach ((IPenalty penalty, IDifferentiableFunction function) in problems)
        {
            OptimizationRun run = Create(penalty).Iterate(function, EveryOptimizer.HardStart, new StoppingCriteria { GradientTolerance = 0 });
            for (int i = 0; i < 10; i++)
            {
                run.MoveNext().Should().BeTrue();
            }

            // within the first piece of the history
            GC.Collect(); // one in between would be charged with the rest of this thread's memory
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++)
            {
                run.MoveNext();
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
            run.Current.Number.Should().Be(59, $"{penalty}");
        }
    }

    /// <summary>The least value of a function with 0.01 Σ|x| where one coordinate alone, above 0, is not 0.</summary>
    private static double AlongColumn(IDifferentiableFunction function, int column)
    {
        double[] x = new double[3], g = new double[3];
        function.Evaluate(x, g);
        double slope = g[column];
        x[column] = 1;
        function.Evaluate(x, g);
        x[column] = -(slope + 0.01) / (g[column] - slope);
        return function.Evaluate(x, g) + (0.01 * x[column]);
    }
}
