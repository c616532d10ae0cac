namespace Optimizers.Regression.Tests;

/// <summary>Least squares on powers of years as they are, up to the sixth: their condition is up to 3e14.</summary>
/// <remarks>
/// Expected values are of the normal equations of the same doubles, solved in rational numbers: Python's fractions, y of math.sin(i / 4), the powers by
/// repeated multiplication of doubles; standard errors are roots of s²(XᵀX)⁻¹ of the same, rounded once at the end.
/// </remarks>
public sealed class RawYearsTests
{
    /// <summary>Degree, whether there is an intercept, what is added to the targets; coefficients and standard errors, the intercept last.</summary>
    public static TheoryData<int, bool, double, double[], double[]> Powers => new()
    {
        {
            3, false, 0,
            [-22.174761084038554, 0.02211071132147829, -5.511623368118096e-6],
            [3.671302206, 0.003653033952, 9.087075416e-07]
        },
        {
            4, false, 0,
            [-5749.8056213641, 8.570867132622686, -0.004258627869725794, 7.053228450811609e-7],
            [382.5527487, 0.5709767445, 0.000284067947, 4.71088784e-08]
        },
        {
            5, false, 0,
            [566057.0118289585, -1129.3625251627357, 0.8449491162947821, -0.00028095576709642083, 3.503235687955597e-8],
            [53338.39197, 106.1467733, 0.07921427428, 2.627338836e-05, 3.267822778e-09]
        },
        {
            6, false, 0,
            [83140464.62748519, -206540.2565568846, 205.23519884440972, -0.10196799073926054, 2.5330324674180583e-5, -2.5169379926299105e-9],
            [3505972.686, 8721.3964, 8.678053686, 0.004317451425, 1.073992897e-06, 1.068646743e-10]
        },
        {
            3, true, 0,
            [17149.04247136249, -8.520810238041658, 0.001411221606273928, -11504616.990342211],
            [1157.747642, 0.5759963187, 9.552174108e-05, 775683.9787]
        },
        {
            4, true, 0,
            [-2295100.0695470297, 1717.0515504378923, -0.5709201288428316, 7.118549134939123e-5, 1150387106.46354],
            [211912.9155, 158.1450227, 0.05245291347, 6.523992851e-06, 106485162.5]
        },
        {
            5, true, 0,
            [-412117753.663506, 409504.4369852168, -203.45142715423097, 0.05053912390427924, -5.0216854142218756e-6, 165897127406.63037],
            [17791671.53, 17703.29812, 8.807657844, 0.002190965346, 2.180064737e-07, 7152174955]
        },
        {
            3, false, 1e6,
            [1470.3753383118003, -0.7204538570196026, 0.00011763313067552366],
            [3.376083608, 0.003359284351, 8.356360943e-07]
        },
        {
            4, false, 1e6,
            [-3759.7361473478763, 7.085731673758152, -0.003766044549075189, 6.440563652135858e-7],
            [382.8452142, 0.5714132621, 0.0002842851199, 4.714489362e-08]
        },
        {
            5, false, 1e6,
            [568544.6004614937, -1131.8377566584224, 0.8461805804916148, -0.0002812621019878196, 3.5062837923474566e-8],
            [53338.70476, 106.1473958, 0.07921473881, 2.627354244e-05, 3.267841941e-09]
        },
        {
            6, false, 1e6,
            [83143449.75787897, -206543.96946602094, 205.23766183648266, -0.10196890977665792, 2.5330507568843373e-5, -2.516953158124862e-9],
            [3505972.366, 8721.395603, 8.678052893, 0.004317451031, 1.073992799e-06, 1.068646645e-10]
        },
        {
            3, true, 1e6,
            [17149.042471494977, -8.520810238107565, 0.0014112216062848561, -10504616.99043099],
            [1157.747642, 0.5759963187, 9.552174108e-05, 775683.9787]
        },
        {
            4, true, 1e6,
            [-2295100.069490203, 1717.051550395517, -0.5709201288287877, 7.118549134764584e-5, 1151387106.434963],
            [211912.9155, 158.1450227, 0.05245291347, 6.523992851e-06, 106485162.5]
        },
        {
            5, true, 1e6,
            [-412117753.6743495, 409504.4369960206, -203.45142715961308, 0.05053912390561983, -5.021685414355441e-6, 165898127410.98367],
            [17791671.51, 17703.2981, 8.807657834, 0.002190965344, 2.180064735e-07, 7152174947]
        },
        {
            3, false, 1e9,
            [1492527.9246355847, -742.542457630586, 0.12313924242047944],
            [303.9207378, 0.3024084403, 7.522536991e-05]
        },
        {
            4, false, 1e9,
            [1984319.6685041355, -1476.5645918945984, 0.48832469286161195, -6.0561157035848306e-5],
            [683.6329551, 1.020352149, 0.0005076377329, 8.418494406e-08]
        },
        {
            5, false, 1e9,
            [3053645.6132505923, -3604.5939588765505, 2.0764132668381055, -0.0005872906431287279, 6.551339888524635e-8],
            [53651.23438, 106.7693495, 0.07967888492, 2.642748806e-05, 3.286989339e-09]
        },
        {
            6, false, 1e9,
            [86125624.31741469, -210253.23858531608, 207.69826346263028, -0.10288706423660685, 2.5513228318974137e-5, -2.5321043815010094e-9],
            [3505663.92, 8720.628318, 8.677289421, 0.004317071193, 1.073898312e-06, 1.068552629e-10]
        },
        {
            3, true, 1e9,
            [17149.04227996935, -8.52081014322538, 0.0014112215906170126, 988495383.1384343],
            [1157.747621, 0.5759963083, 9.552173936e-05, 775683.9647]
        },
        {
            4, true, 1e9,
            [-2295099.8884813697, 1717.0514152652067, -0.5709200839934723, 7.118548576916533e-5, 2150387015.511702],
            [211913.0068, 158.1450908, 0.05245293607, 6.523995662e-06, 106485208.4]
        },
        {
            5, true, 1e9,
            [-412117910.7949057, 409504.5933812617, -203.451504986074, 0.05053914327106837, -5.021687341820816e-6, 166897190554.5348],
            [17791708.82, 17703.33523, 8.807676306, 0.002190969938, 2.180069307e-07, 7152189946]
        },
    };

    public static TheoryData<int, bool> Pulled => new()
    {
        { 3, true },
        { 3, false },
        { 4, true },
        { 4, false },
        { 5, true },
        { 5, false },
    };

    [Theory]
    [MemberData(nameof(Powers))]
    public void Fit_PowersOfYears_IsTheExactSolution(int degree, bool fitIntercept, double shift, double[] coefficients, double[] errors)
    {
        LinearModel model = new LinearRegression { FitIntercept = fitIntercept }.Fit(Years(degree), Targets(shift));

        RegressionSummary summary = model.Summary();
        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        Digits(model.Parameters, coefficients).Should().BeGreaterThan(12);
        Digits(summary.Coefficients.Select(row => row.StandardError), errors).Should().BeGreaterThan(3);
    }

    [Fact]
    public void Fit_SeveralTargets_AreEachTheExactSolution()
    {
        Matrix<double> X = Years(6);
        var plain = new LinearRegression { FitIntercept = false };

        MultiTargetLinearModel both = plain.Fit(X, Matrix<double>.Build.DenseOfColumnVectors(Targets(0), Targets(1e6)));

        Digits(both.Coefficients.Column(0), [.. plain.Fit(X, Targets(0)).Coefficients]).Should().BeGreaterThan(11);
        Digits(both.Coefficients.Column(1), [.. plain.Fit(X, Targets(1e6)).Coefficients]).Should().BeGreaterThan(11);
    }

    [Fact]
    public void Fit_ColumnsInOtherUnits_GivesCoefficientsInThese()
    {
        Matrix<double> X = Years(5), scaled = X.Clone();
        double[] units = [Math.ScaleB(1, 40), 1, Math.ScaleB(1, -60), 1024, Math.ScaleB(1, 200)];
        for (int j = 0; j < 5; j++)
        {
            scaled.SetColumn(j, X.Column(j) * units[j]);
        }

        double[] expected = [.. new LinearRegression().Fit(X, Targets(0)).Coefficients.Select((weight, j) => weight / units[j])];
        LinearModel model = new LinearRegression().Fit(scaled, Targets(0));

        Digits(model.Coefficients, expected).Should().BeGreaterThan(12);
        model.Training.Converged.Should().BeTrue();
    }

    [Fact]
    public void Fit_ColumnsInPowersOfTen_AreNoNearerToDependence()
    {
        // a power of 10 rounds the column anew, by which the fourth digit from the end of a cubic may change
        Matrix<double> X = Years(3), scaled = X.Clone();
        double[] units = [1e-7, 1e3, 1e12];
        for (int j = 0; j < 3; j++)
        {
            scaled.SetColumn(j, X.Column(j) * units[j]);
        }

        double[] expected = [.. new LinearRegression().Fit(X, Targets(0)).Coefficients.Select((weight, j) => weight / units[j])];
        Digits(new LinearRegression().Fit(scaled, Targets(0)).Coefficients, expected).Should().BeGreaterThan(8);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(6, true)]
    public void Fit_PowersWithinTheRoundingOfTheirNumbers_SaysThatRoundingDecides(int degree, bool fitIntercept)
    {
        Action fit = () => new LinearRegression { FitIntercept = fitIntercept }.Fit(Years(degree), Targets(0));

        // the powers as whole numbers have other coefficients: by a tenth and more
        fit.Should().Throw<ArgumentException>().WithParameterName("X").WithMessage(
            "*of X are linearly dependent, but for rounding: the data do not determine their coefficients*");
    }

    [Theory]
    [MemberData(nameof(Pulled))]
    public void Fit_BoundsThatTouchNothing_IsTheFitWithoutThem(int degree, bool fitIntercept)
    {
        var plain = new LinearRegression { FitIntercept = fitIntercept };
        LinearModel free = plain.Fit(Years(degree), Targets(0)), bounded = (plain with { Bounds = new Box(-1e15, 1e15) }).Fit(Years(degree), Targets(0));

        bounded.Training.Converged.Should().BeTrue(bounded.Training.ToString());
        bounded.Parameters.Should().Equal(free.Parameters);
        IsLike(bounded.Summary(), free.Summary());
    }

    [Theory]
    [MemberData(nameof(Pulled))]
    public void Fit_RidgeOfNearlyNothing_LeavesNoColumnUndetermined(int degree, bool fitIntercept)
    {
        var plain = new LinearRegression { FitIntercept = fitIntercept };
        RegressionSummary free = plain.Fit(Years(degree), Targets(0)).Summary();

        foreach (double weight in new[] { 1e-30, 1e-12 })
        {
            LinearModel pulled = (plain with { Penalty = new RidgePenalty(weight) }).Fit(Years(degree), Targets(0));
            pulled.Training.Converged.Should().BeTrue(pulled.Training.ToString());
            IsLike(pulled.Summary(), free);
        }
    }

    [Fact]
    public void Summary_PulledLongley_LeavesNoColumnUndetermined()
    {
        NistLinearSet set = NistLinearSet.All.Single(one => one.Name == "Longley");
        (Matrix<double> X, Vector<double> y) = (set.Design(), Vector<double>.Build.DenseOfArray(set.Y));
        RegressionSummary free = new LinearRegression().Fit(X, y).Summary();

        IsLike(new LinearRegression { Bounds = new Box(-1e9, 1e9) }.Fit(X, y).Summary(), free);
        IsLike(new LinearRegression { Penalty = new RidgePenalty(1e-12) }.Fit(X, y).Summary(), free);
    }

    [Fact]
    public void Summary_PulledCubic_IsTheSameInEveryForm()
    {
        (Matrix<double> X, Vector<double> y) = (Years(3), Targets(0));
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 21)).Target(i => y[i], "y")
            .Feature(i => X[i, 0], "x").Feature(i => X[i, 1], "x2").Feature(i => X[i, 2], "x3");
        int[] repeated = [.. Enumerable.Range(0, 21).SelectMany(i => Enumerable.Repeat(i, 1 + (i % 3)))];
        var repeats = Vector<double>.Build.Dense(21, i => 1 + (i % 3));
        foreach (LinearRegression pulled in new LinearRegression[] { new() { Bounds = new Box(-1e9, 1e9) }, new() { Penalty = new RidgePenalty(1e-12) } })
        {
            RegressionSummary inMemory = pulled.Fit(X, y).Summary(), streamed = pulled.Fit(table.Source, table.Schema).Summary();
            IsLike(streamed, inMemory);
            RegressionSummary weighted = (pulled with { WeightsAre = WeightMeaning.Repeats }).Fit(TrainingData.From(X, y).WithWeights(repeats)).Summary();
            (Matrix<double> rows, Vector<double> targets) =
                (Matrix<double>.Build.DenseOfRowVectors(repeated.Select(X.Row)), Vector<double>.Build.DenseOfEnumerable(repeated.Select(i => y[i])));
            IsLike(weighted, pulled.Fit(rows, targets).Summary());
        }
    }

    [Fact]
    public void Fit_BoundsThatHoldARoughDesign_DoesNotSayMoreThanItFound()
    {
        var plain = new LinearRegression { FitIntercept = false };
        LinearModel free = plain.Fit(Years(4), Targets(0));
        // the first coefficient is −5749.8
        LinearModel bounded = (plain with { Bounds = new Box(-5700, 5700) }).Fit(Years(4), Targets(0));

        // at the bound the loss is larger by (49.8/382.6)² s²/n, and by no more
        double excess = Math.Pow((free.Coefficients[0] + 5700) / free.Summary().Coefficients[0].StandardError, 2) * free.Summary().Scale / 21;
        (bounded.Training.Converged && bounded.Training.Value > free.Training.Value + (1.001 * excess)).Should().BeFalse(bounded.Training.ToString());
    }

    /// <summary>Whether a summary of a pulled fit says of its design what that of another does, and nothing of errors.</summary>
    private static void IsLike(RegressionSummary pulled, RegressionSummary other)
    {
        pulled.UndeterminedFeatures.Should().BeEmpty();
        pulled.ResidualDegreesOfFreedom.Should().Be(other.ResidualDegreesOfFreedom);
        pulled.ConditionNumber.Should().BeApproximately(other.ConditionNumber, 1e-3 * other.ConditionNumber);
        pulled.Coefficients.Should().OnlyContain(row => double.IsNaN(row.StandardError));
    }

    private static Matrix<double> Years(int degree)
    {
        var powers = Matrix<double>.Build.Dense(21, degree, (i, _) => 2000 + i);
        for (int j = 1; j < degree; j++)
        {
            powers.SetColumn(j, powers.Column(j - 1).PointwiseMultiply(powers.Column(0)));
        }

        return powers;
    }

    private static Vector<double> Targets(double shift) => Vector<double>.Build.Dense(21, i => shift + Math.Sin(i / 4.0));

    private static double Digits(IEnumerable<double> found, double[] expected)
        => found.Zip(expected, (a, b) => Math.Min(15, -Math.Log10(Math.Abs(a - b) / Math.Abs(b)))).Min();
}
