namespace Optimizers.Regression.Tests;

/// <summary>The unit of a column or of the targets, and where they have their zero beside an intercept, does not matter to any loss, penalty and
/// solver.</summary>
public sealed class UnitContractTests
{
    private static readonly double[] Powers = [Math.ScaleB(1, 60), Math.ScaleB(1, -60), Math.ScaleB(1, 7)];
    private static readonly double[] Tens = [1e6, 1e-9, 100];

    public static TheoryData<string, string> Fits => EveryFit.Names;

    public static TheoryData<string> Optimizers => [.. EveryFit.Rules.Keys, .. EveryFit.Methods.Keys];

    public static TheoryData<string> Methods => [.. EveryFit.Methods.Keys];

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_ColumnsTimesPowersOf2_HasTheSameBits(string loss, string term)
    {
        LinearRegression regression = EveryFit.Regression(loss, term);
        Outcome plain = Outcome.Of(regression, EveryFit.X, EveryFit.Targets(loss)),
            scaled = Outcome.Of(ScaleBounds(regression, Powers), Scale(EveryFit.X, Powers), EveryFit.Targets(loss));

        scaled.Times(Powers, 1).ShouldEqual(plain);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_ColumnsTimesPowersOf10_IsTheSame(string loss, string term)
    {
        LinearRegression regression = EveryFit.Regression(loss, term);
        Outcome plain = Outcome.Of(regression, EveryFit.X, EveryFit.Targets(loss)),
            scaled = Outcome.Of(ScaleBounds(regression, Tens), Scale(EveryFit.X, Tens), EveryFit.Targets(loss));

        scaled.Times(Tens, 1).ShouldBeNear(plain, Accuracy(loss));
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_TargetsTimesPowersOf2_HasTheSameBits(string loss, string term)
    {
        Matrix<double> Y = EveryFit.Targets(loss);
        Outcome plain = Outcome.Of(EveryFit.Regression(loss, term), EveryFit.X, Y);
        foreach (int exponent in new[] { -200, -20, 20, 200 })
        {
            // by a log link the unit is a term of the intercept, which is no matter of bits
            double unit = Math.ScaleB(1, exponent);
            if (EveryLoss.ByName[loss].Link == Link.Identity && EveryFit.InTargets(loss, term, unit) is { } scaled)
            {
                Outcome.Of(scaled, EveryFit.X, Y * unit).Times([1, 1, 1], 1 / unit).ShouldEqual(plain);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_TargetsTimesPowersOf10_IsTheSame(string loss, string term)
    {
        Matrix<double> Y = EveryFit.Targets(loss);
        Outcome plain = Outcome.Of(EveryFit.Regression(loss, term), EveryFit.X, Y);
        foreach (double unit in new[] { 1e-30, 1e-6, 1000, 1e30 })
        {
            if (EveryFit.InTargets(loss, term, unit) is { } scaled)
            {
                Outcome found = Outcome.Of(scaled, EveryFit.X, Y * unit);
                (EveryLoss.ByName[loss].Link == Link.Log ? found.Shifted(-Math.Log(unit)) : found.Times([1, 1, 1], 1 / unit))
                    .ShouldBeNear(plain, Accuracy(loss));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_ColumnsShifted_HasTheSameCoefficients(string loss, string term)
    {
        LinearRegression regression = EveryFit.Regression(loss, term);
        Outcome plain = Outcome.Of(regression, EveryFit.X, EveryFit.Targets(loss));
        foreach (double shift in new[] { 1e3, -1e6, 1e9 })
        {
            // of the coefficients alone: the intercept is at 0, so many deviations away
            Outcome shifted = Outcome.Of(regression, EveryFit.X + shift, EveryFit.Targets(loss));
            (shifted with { Intercept = plain.Intercept }).ShouldBeNear(plain, 10 * Accuracy(loss));
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_TargetsShifted_MovesTheInterceptAlone(string loss, string term)
    {
        if (EveryFit.InTargets(loss, term, 1) is null || EveryLoss.ByName[loss].Link != Link.Identity)
        {
            return;
        }

        LinearRegression regression = EveryFit.Regression(loss, term);
        Outcome plain = Outcome.Of(regression, EveryFit.X, EveryFit.Targets(loss));
        foreach (double shift in new[] { 1e3, -1e6, 1e9 })
        {
            Outcome.Of(regression, EveryFit.X, EveryFit.Targets(loss) + shift).Shifted(-shift).ShouldBeNear(plain, 100 * Accuracy(loss));
        }
    }

    /// <summary>A named optimizer sees standardized features, which have no unit.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Fit_NamedOptimizer_ColumnsTimesPowersOf2_HasTheSameBits(string name)
    {
        foreach (string loss in new[] { $"{Losses.MeanSquaredError}", $"{Losses.HalfSumOfSquaredErrors}" })
        {
            var regression = new LinearRegression
            {
                Loss = EveryLoss.ByName[loss],
                Optimizer = EveryFit.Rules.GetValueOrDefault(name) ?? EveryFit.Methods[name],
                Stopping = new() { MaxIterations = 300 },
            };
            Outcome plain = Outcome.Of(regression, EveryFit.X, EveryFit.Targets(loss)),
                scaled = Outcome.Of(regression, Scale(EveryFit.X, Powers), EveryFit.Targets(loss));

            scaled.Times(Powers, 1).ShouldEqual(plain);
        }
    }

    /// <summary>A method has no rate in a unit of its own.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_NamedMethod_TargetsTimesPowersOf2_HasTheSameBits(string name)
    {
        string loss = $"{Losses.MeanSquaredError}";
        var regression = new LinearRegression { Optimizer = EveryFit.Methods[name] };
        Outcome plain = Outcome.Of(regression, EveryFit.X, EveryFit.Targets(loss));
        foreach (int exponent in new[] { -100, 100 })
        {
            double unit = Math.ScaleB(1, exponent);
            Outcome.Of(regression, EveryFit.X, EveryFit.Targets(loss) * unit).Times([1, 1, 1], 1 / unit).ShouldEqual(plain);
        }
    }

    [Fact]
    public void Suite_HasEveryLossPenaltyAndOptimizer()
    {
        Type[] types = [.. typeof(ILoss).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false })];
        Of<ILoss>(types).Should().BeSubsetOf(EveryLoss.ByName.Values.Select(loss => loss.GetType().Name));
        Of<IPenalty>(types).Should().BeSubsetOf(EveryFit.Terms.Keys);

        // wrappers take the steps of another rule
        string[] wrappers = [.. types.Where(
            type => type.GetConstructors().Any(constructor => constructor.GetParameters().Any(
                of => of.ParameterType.IsAssignableTo(typeof(IOptimizer))
                    || of.ParameterType == typeof(ReadOnlySpan<IUpdateRule>) || of.ParameterType == typeof(IUpdateRule[])))).Select(type => type.Name)];
        Of<IOptimizer>(types).Except(wrappers).Except([nameof(Frozen)]).Should().BeSubsetOf(EveryFit.Rules.Keys.Concat(EveryFit.Methods.Keys));
    }

    /// <summary>That of a kink which the minimum does not lie on as a vertex is the width to which it was rounded off last.</summary>
    private static double Accuracy(string loss) => EveryLoss.ByName[loss] is ISmoothableLoss ? 1e-6 : 1e-8;

    private static IEnumerable<string> Of<T>(Type[] types) => types.Where(type => type.IsAssignableTo(typeof(T))).Select(type => type.Name);

    private static Matrix<double> Scale(Matrix<double> X, double[] units)
        => Matrix<double>.Build.Dense(X.RowCount, X.ColumnCount, (i, j) => X[i, j] * units[j]);

    /// <summary>Bounds are of the user's coefficients, penalties of those of standardized features.</summary>
    private static LinearRegression ScaleBounds(LinearRegression regression, double[] units) => regression.Bounds is not { } bounds ? regression
        : regression with { Bounds = new Box([.. units.Select((unit, j) => bounds.Lower(j) / unit)], [.. units.Select((unit, j) => bounds.Upper(j) / unit)]) };

    private sealed record Outcome(double[] Coefficients, double[] Intercept, StopReason Reason, int Iterations)
    {
        public static Outcome Of(LinearRegression regression, Matrix<double> X, Matrix<double> Y)
        {
            if (Y.ColumnCount == 1)
            {
                LinearModel one = regression.Fit(X, Y.Column(0));
                return new([.. one.Coefficients], [one.Intercept], one.Training.Reason, one.Training.Iterations);
            }

            MultiTargetLinearModel model = regression.Fit(X, Y);
            return new(model.Coefficients.ToColumnMajorArray(), [.. model.Intercept], model.Training.Reason, model.Training.Iterations);
        }

        /// <summary>The same in the unit of columns and targets before they were multiplied.</summary>
        public Outcome Times(double[] columns, double targets)
            => this with
            {
                Coefficients = [.. Coefficients.Select((value, at) => value * columns[at % columns.Length] * targets)],
                Intercept = [.. Intercept.Select(value => value * targets)],
            };

        public Outcome Shifted(double shift) => this with { Intercept = [.. Intercept.Select(value => value + shift)] };

        public void ShouldEqual(Outcome other)
        {
            Reason.Should().Be(other.Reason);
            Coefficients.Should().Equal(other.Coefficients);
            Intercept.Should().Equal(other.Intercept);
            Iterations.Should().Be(other.Iterations);
        }

        public void ShouldBeNear(Outcome other, double tolerance)
        {
            double size = other.Coefficients.Concat(other.Intercept).Max(Math.Abs);
            Reason.Should().Be(other.Reason);
            Coefficients.Concat(Intercept).Zip(other.Coefficients.Concat(other.Intercept), (a, b) => Math.Abs(a - b)).Max()
                .Should().BeLessThanOrEqualTo(tolerance * size);
            // numbers are rounded otherwise, and the last of few steps end at the last digits
            Iterations.Should().BeCloseTo(other.Iterations, (uint)Math.Max(20, other.Iterations / 2));
        }
    }
}
