using Optimizers.TestFunctions;

namespace Optimizers.Tests;

public sealed class ReverseFunctionTests
{
    [Fact]
    public void Evaluate_ResultIsAVariableOrAConstant_GivesItsGradient()
    {
        foreach (IDifferentiableFunction function in Scalars.Both(6, new Pick(4)))
        {
            function.At(1, 2, 3, 4, 5, 6).Should().BeEquivalentTo((5.0, (double[])[0, 0, 0, 0, 1, 0]));
        }

        foreach (IDifferentiableFunction function in Scalars.Both(2, new Pick(-1)))
        {
            function.At(1, 2).Should().BeEquivalentTo((7.0, (double[])[0, 0]), "all of the gradient is written");
        }
    }

    [Fact]
    public void Evaluate_ClearedMemory_IsTheConstantZero()
    {
        foreach (IDifferentiableFunction function in Scalars.Both(2, new ClearedSum()))
        {
            function.At(3, 5).Should().BeEquivalentTo((6.0, (double[])[2, 0]));
        }
    }

    [Fact]
    public void Evaluate_VariablesUsedTwiceOrNotAtAll_AddsUp()
    {
        foreach (IDifferentiableFunction function in Scalars.Both(3, new Twice()))
        {
            function.At(3, 5, 7).Should().BeEquivalentTo((9.0, (double[])[6, 0, 0]));
        }
    }

    [Fact]
    public void Evaluate_FunctionThatEvaluatesAnother_BothAreRight()
    {
        IDifferentiableFunction function = DifferentiableFunction.Reverse(2, new Nested());

        // f = x·h(y) + y with h(y) = 100(y − y²)² + (1 − y)² at (y, y), whose derivative the inner gradient gives
        (double value, double[] gradient) = function.At(2, 0.5);
        (double inner, double[] partials) = DifferentiableFunction.Reverse(2, new Scalars.Chain()).At(0.5, 0.5);
        value.Should().Be((2 * inner) + 0.5);
        gradient.Should().Equal(inner, (2 * (partials[0] + partials[1])) + 1);
        GradientCheck.Compare(function, [2, 0.5]).LargestRelativeError.Should().BeLessThan(1e-8);
    }

    [Fact]
    public void Evaluate_FunctionThrows_PassesItThroughAndTheTapeGoesOn()
    {
        foreach (IDifferentiableFunction function in Scalars.Both(2, new Throwing()))
        {
            Action fail = () => function.Evaluate([-1, 2], new double[2]);

            fail.Should().Throw<InvalidOperationException>().WithMessage("below 0");
            Tape.Current.Position.Should().Be(1, "the failed evaluation leaves nothing on the tape");
            function.At(3, 2).Should().BeEquivalentTo((12.0, (double[])[4, 6]));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(5, 4)]
    [InlineData(11, 10)]
    public void Evaluate_AfterTheFirst_AllocatesNothing(int n, int last)
    {
        foreach (IDifferentiableFunction function in (IDifferentiableFunction[])[.. Scalars.Both(n, new Scalars.Chain()), .. Scalars.Both(n, new Pick(last))])
        {
            double[] x = Points.Wave(n, 1), gradient = new double[n];
            double sum = function.Evaluate(x, gradient) + function.Evaluate(x);

            GC.Collect(); // one in between would be charged with the rest of this thread's memory
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                sum += function.Evaluate(x, gradient) + function.Evaluate(x);
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
            double.IsFinite(sum).Should().BeTrue();
        }
    }

    [Fact]
    public void Evaluate_HundredThousandVariables_IsRightAndAllocatesOnce()
    {
        var chain = new ChainedRosenbrock(100_000);
        IDifferentiableFunction function = DifferentiableFunction.Reverse(chain.Dimension, new Scalars.Chain());
        double[] x = Points.Wave(chain.Dimension, 3), gradient = new double[x.Length], expected = new double[x.Length];

        double value = function.Evaluate(x, gradient);

        value.Should().BeApproximately(chain.Evaluate(x, expected), 1e-12 * value);
        Problems.RelativeError(gradient, expected).Should().BeLessThan(1e-14);
        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        function.Evaluate(x, gradient).Should().Be(value);
        // the assertion itself allocates a little; a tape or a vector would be megabytes
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000);
    }

    [Fact]
    public async Task Evaluate_OnTwoThreadsAtOnce_DoNotMeet()
    {
        IDifferentiableFunction function = DifferentiableFunction.Reverse(50, new Scalars.Chain());
        double[][] points = [Points.Wave(50, 1), Points.Wave(50, 2)];
        (double Value, double[] Gradient)[] alone = [.. points.Select(point => function.At(point))];
        using var together = new Barrier(2);

        bool[] same = await Task.WhenAll(Enumerable.Range(0, 2).Select(k => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return Enumerable.Range(
                    0, 500).All(_ => function.At(points[k]) is var (value, gradient) && value == alone[k].Value && gradient.SequenceEqual(alone[k].Gradient));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        same.Should().Equal(true, true);
    }

    private sealed class Pick(int index) : IScalarFunction
    {
        public T Evaluate<T>(ReadOnlySpan<T> x)
            where T : struct, IScalar<T>
            => index < 0 ? 7 : x[index];
    }

    private sealed class ClearedSum : IScalarFunction
    {
        public T Evaluate<T>(ReadOnlySpan<T> x)
            where T : struct, IScalar<T>
        {
            var sums = new T[2];
            sums[0] += x[0];
            sums[1] += default(T) * x[1];
            return sums[0] + sums[1] + x[0] + default(T);
        }
    }

    private sealed class Twice : IScalarFunction
    {
        public T Evaluate<T>(ReadOnlySpan<T> x)
            where T : struct, IScalar<T>
            => (x[0] * x[0]) + (x[0] * x[0]) - (x[0] * x[0]);
    }

    private sealed class Nested : IScalarFunction
    {
        private readonly IDifferentiableFunction _inner = DifferentiableFunction.Reverse(2, new Scalars.Chain());

        public T Evaluate<T>(ReadOnlySpan<T> x)
            where T : struct, IScalar<T>
        {
            T before = x[0] * 1;
            (double value, double[] partials) = _inner.At(x[1].Value, x[1].Value);
            return (before * T.Chain(x[1], value, partials.Sum())) + x[1];
        }
    }

    private sealed class Throwing : IScalarFunction
    {
        public T Evaluate<T>(ReadOnlySpan<T> x)
            where T : struct, IScalar<T>
        {
            T product = x[0] * x[1];
            return x[0] > 0 ? product * 2 : throw new InvalidOperationException("below 0");
        }
    }
}
