namespace Optimizers.Regression.Tests;

public sealed class CrossValidationTests
{
    private static readonly string[] Features = [.. DataFile.Columns("diabetes.csv").Where(column => column != "target")];
    private static readonly (Matrix<double> X, Vector<double> Y) Diabetes = DataFile.Read("diabetes.csv", "target", Features);

    [Fact]
    public void Folds_CoverEachSampleOnceAndDependOnTheSeed()
    {
        int[][] folds = FoldsOf(new CrossValidation { Folds = 4, Seed = 3 }, 10);

        folds.SelectMany(fold => fold).Order().Should().Equal(Enumerable.Range(0, 10));
        folds.Select(fold => fold.Length).Order().Should().Equal(2, 2, 3, 3);
        folds.Should().AllSatisfy(fold => fold.Should().BeInAscendingOrder());
        folds.SelectMany(fold => fold).Should().NotEqual(Enumerable.Range(0, 10), "they are shuffled");
        FoldsOf(new CrossValidation { Folds = 4, Seed = 3 }, 10).Should().BeEquivalentTo(folds, options => options.WithStrictOrdering());
        FoldsOf(new CrossValidation { Folds = 4, Seed = 4 }, 10).Should().NotBeEquivalentTo(folds, options => options.WithStrictOrdering());
    }

    [Fact]
    public void Select_Ridge_IsTheClosedFormOnTheSameFolds()
    {
        var validation = new CrossValidation { Folds = 7, Seed = 11 };
        double[] lambdas = [.. Enumerable.Range(0, 25).Select(i => Math.Pow(10, 1 - (i / 5.0)))];
        RegularizationPath ridge =
            new() { Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError }, Penalty = λ => new RidgePenalty(λ), Lambdas = lambdas };

        PenaltySelection selection = validation.Select(ridge, Diabetes.X, Diabetes.Y);

        int[][] folds = FoldsOf(validation, 442);
        double[][] losses = [.. lambdas.Select(λ => folds.Select(fold => ClosedForm(fold, λ)).ToArray())];
        double[] means = [.. losses.Select(each => each.Average())];
        double[] errors = [.. losses.Select(each => MathNet.Numerics.Statistics.Statistics.StandardDeviation(each) / Math.Sqrt(7))];
        GoldenFile.Deviation([.. selection.MeanLosses], means, 1e-8, 0).Should().BeLessThanOrEqualTo(1);
        GoldenFile.Deviation([.. selection.StandardErrors], errors, 1e-8, 0).Should().BeLessThanOrEqualTo(1);
        int best = Array.IndexOf(means, means.Min());
        best.Should().BeInRange(1, 23, "the least is inside the range, or the test says little");
        selection.BestLambda.Should().Be(lambdas[best]);
        double simplest = lambdas.Where((_, i) => means[i] <= means[best] + errors[best]).Max();
        simplest.Should().BeGreaterThan(lambdas[best]);
        selection.LargestLambdaWithinOneStandardError.Should().Be(simplest);
        selection.Model.Coefficients
            .Should().Equal((ridge.Regression with { Penalty = new RidgePenalty(lambdas[best]) }).Fit(Diabetes.X, Diabetes.Y).Coefficients);
        selection.Scores[best].FoldLosses.Should().HaveCount(7);
        selection.ToString().Should().StartWith("λ = ").And.Contain("within one standard error");
    }

    [Fact]
    public void Select_Lasso_TakesTheGridOfAllSamples()
    {
        RegularizationPath lasso =
            new() { Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError }, Penalty = λ => new L1Penalty(λ), Count = 20 };

        PenaltySelection selection = new CrossValidation { Seed = 1 }.Select(lasso, TrainingData.From(Diabetes.X, Diabetes.Y, Features));

        selection.Lambdas.Should().Equal(lasso.Fit(Diabetes.X, Diabetes.Y).Lambdas);
        selection.BestLambda.Should().BeLessThan(selection.Lambdas[0]).And.BeGreaterThan(selection.Lambdas[^1]);
        selection.Model.FeatureNames.Should().Equal(Features);
        new CrossValidation { Seed = 1 }.Select(lasso, Diabetes.X, Diabetes.Y).MeanLosses
            .Should().Equal(selection.MeanLosses, "the same seed makes the same folds");
    }

    [Fact]
    public void Score_LeavingOneOut_IsTheSumOfPress()
    {
        (Matrix<double> x, Vector<double> y) = DataFile.Read("stackloss.csv", "STACKLOSS", ["AIRFLOW", "WATERTEMP", "ACIDCONC"]);

        CrossValidationScore score = new CrossValidation { Folds = 21 }.Score(new LinearRegression(), x, y);

        // eᵢ/(1 − hᵢ) is the residual of the fit without sample i (Allen 1974)
        Matrix<double> design = x.InsertColumn(0, Vector<double>.Build.Dense(21, 1));
        Matrix<double> hat = design * (design.Transpose() * design).Inverse() * design.Transpose();
        Vector<double> residuals = y - (hat * y);
        double press = residuals.MapIndexed((i, e) => e / (1 - hat[i, i])).PointwisePower(2).Average();
        score.MeanLoss.Should().BeApproximately(press, 1e-8 * press);
    }

    [Fact]
    public void Score_OfSumsAndRoots_IsOfMeans()
    {
        CrossValidationScore mean = Score(Losses.MeanSquaredError),
            sum = Score(Losses.SumOfSquaredErrors), rootOfMean = Score(Losses.RootMeanSquaredError), root = Score(Losses.L2Norm);

        for (int fold = 0; fold < 5; fold++)
        {
            double expected = mean.FoldLosses[fold];
            sum.FoldLosses[fold].Should().BeApproximately(expected, 1e-12 * expected);
            rootOfMean.FoldLosses[fold].Should().BeApproximately(Math.Sqrt(expected), 1e-12 * expected);
            root.FoldLosses[fold].Should().BeApproximately(Math.Sqrt(expected), 1e-12 * expected);
        }

        mean.ToString().Should().MatchRegex(@"^\d+(\.\d+)? ± \d+(\.\d+)? over 5 folds$");

        static CrossValidationScore Score(ILoss loss) => new CrossValidation().Score(new LinearRegression { Loss = loss }, Diabetes.X, Diabetes.Y);
    }

    [Fact]
    public void Score_WeightsAndExposures_GoWithTheirSamples()
    {
        const int n = 60;
        var x = Matrix<double>.Build.Dense(n, 2, (i, j) => Math.Sin((i * (j + 2)) + j));
        var exposure = Vector<double>.Build.Dense(n, i => 0.5 + (i % 4));
        var weights = Vector<double>.Build.Dense(n, i => 1 + (i % 3));
        var y = Vector<double>.Build.Dense(n, i => Math.Round(exposure[i] * Math.Exp(1 + x[i, 0]) + (i % 2)));
        var regression = new LinearRegression { Loss = Losses.Poisson };
        var validation = new CrossValidation { Folds = 3, Seed = 5 };

        CrossValidationScore score = validation.Score(regression, TrainingData.From(x, y).WithWeights(weights).WithExposure(exposure));

        int[][] folds = FoldsOf(validation, n);
        double[] expected = [.. folds.Select(held =>
        {
            int[] others = [.. Enumerable.Range(0, n).Except(held)];
            TrainingData training = TrainingData.From(Rows(x, others), Of(y, others)).WithWeights(Of(weights, others)).WithExposure(Of(exposure, others));
            LinearModel model = regression.Fit(training);
            Vector<double> z = (Rows(x, held) * model.Coefficients) + model.Intercept + Of(exposure, held).PointwiseLog();
            return (z.PointwiseExp() - Of(y, held).PointwiseMultiply(z)).DotProduct(Of(weights, held)) / Of(weights, held).Sum();
        })];
        GoldenFile.Deviation([.. score.FoldLosses], expected, 1e-9, 1e-9).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Score_Groups_StayTogether()
    {
        const int n = 40;
        string[] patients = [.. Enumerable.Range(0, n).Select(i => $"patient {i * i % 11}")];
        var x = Matrix<double>.Build.Dense(n, 1, (i, _) => Math.Sin(i));
        TrainingData data = TrainingData.From(x, Vector<double>.Build.Dense(n, i => i)).WithGroups(patients);
        var validation = new CrossValidation { Folds = 3, Seed = 4 };

        IReadOnlyList<int[]> folds = new Folds(validation, new LinearRegression(), data).HeldOut;

        folds.SelectMany(held => held).Order().Should().Equal(Enumerable.Range(0, n));
        folds.SelectMany(held => held.Select(i => patients[i]).Distinct()).Should().OnlyHaveUniqueItems("no patient is in two folds");
        int largest = patients.CountBy(patient => patient).Max(patient => patient.Value);
        (folds.Max(held => held.Length) - folds.Min(held => held.Length)).Should().BeLessThanOrEqualTo(largest);
        new Folds(validation, new LinearRegression(), data).HeldOut.Should().BeEquivalentTo(folds, "a seed makes the same folds");
        new Folds(validation with { Seed = 5 }, new LinearRegression(), data).HeldOut.Should().NotBeEquivalentTo(folds);
        validation.Score(new LinearRegression(), data).FoldLosses.Should().HaveCount(3);
        CrossValidation many = validation with { Folds = 10 };
        Refused(() => many.Score(new LinearRegression(), data), "There are 10 folds for 6 groups; each needs at least one.*", "Folds");
    }

    [Fact]
    public void Score_Classes_IsTheMeanCrossEntropy()
    {
        string[] species = DataFile.Texts("iris.csv", "species"),
            classes = [.. species.Distinct()], features = [.. DataFile.Columns("iris.csv").Where(column => column != "species")];
        (Matrix<double> x, _) = DataFile.Read("iris.csv", features[0], features);
        TrainingData iris = TrainingData.From(x, Matrix<double>.Build.Dense(150, 3, (i, k) => species[i] == classes[k] ? 1 : 0), features, classes);
        var regression = new LinearRegression { Loss = Losses.Softmax(3), Penalty = new RidgePenalty(1 / 150.0) };

        var validation = new CrossValidation { Folds = 10 };

        CrossValidationScore score = validation.Score(regression, iris);

        int[] held = FoldsOf(validation, 150)[0], others = [.. Enumerable.Range(0, 150).Except(held)];
        MultiTargetLinearModel model = regression.Fit(Rows(x, others), Matrix<double>.Build.Dense(135, 3, (i, k) => species[others[i]] == classes[k] ? 1 : 0));
        Matrix<double> probabilities = model.Predict(Rows(x, held));
        double expected = held.Select((row, i) => -Math.Log(probabilities[i, Array.IndexOf(classes, species[row])])).Average();
        score.FoldLosses[0].Should().BeApproximately(expected, 1e-10);
        score.FoldLosses.Should().HaveCount(10);
    }

    [Fact]
    public void Score_ColumnThatIsConstantInAFold_NeedsAPenalty()
    {
        // sample 7 alone is of a rare category
        var x = Matrix<double>.Build.Dense(20, 2, (i, j) => j == 0 ? i : i == 7 ? 1 : 0);
        var y = Vector<double>.Build.Dense(20, i => (2 * i) + Math.Cos(i));

        new CrossValidation().Score(new LinearRegression { Penalty = new RidgePenalty(0.1) }, x, y).MeanLoss.Should().BePositive();
        new CrossValidation().Score(new LinearRegression { Penalty = new L1Penalty(0.1) }, x, y).MeanLoss.Should().BePositive();
        Refused(() => new CrossValidation().Score(new LinearRegression(), x, y), "Column 1 of X is constant (0)*", "X");
    }

    [Fact]
    public void Score_OfAFoldThatCannotBeFitted_NamesIt()
    {
        // samples 3 and 9 alone are of the rare category; the seed holds them out together
        var data = TrainingData.From(
            Matrix<double>.Build.Dense(20, 2, (i, j) => j == 0 ? i : i is 3 or 9 ? 1 : 0),
            Vector<double>.Build.Dense(20, i => (2 * i) + Math.Cos(i)),
            ["time", "kind=rare"]);
        CrossValidation validation = Enumerable.Range(0, 1000).Select(seed => new CrossValidation { Seed = seed }).First(
            one => FoldsOf(one, 20).Any(fold => fold.Contains(3) && fold.Contains(9)));
        int fold = 1 + Array.FindIndex(FoldsOf(validation, 20), held => held.Contains(3));

        string expected = $"Column 1 (kind=rare) of X is constant (0)*This is of fold {fold} of 5 (counted from 1), fitted to 16 samples without its 4. All 2 "
            + "samples whose kind=rare is not 0 are held out*";
        Refused(() => validation.Score(new LinearRegression(), data), expected, "X");
        Refused(
            () => validation.Select(new RegularizationPath { Regression = new LinearRegression(), Penalty = λ => new RidgePenalty(0), Lambdas = [1] }, data),
            expected,
            "X");
    }

    [Fact]
    public void Score_OfAFoldWithoutAClass_NamesIt()
    {
        var x = Matrix<double>.Build.Dense(12, 1, (i, _) => Math.Sin(i));
        var classes = Matrix<double>.Build.Dense(12, 3, (i, k) => (i == 5 ? 2 : i % 2) == k ? 1 : 0);
        int fold = 1 + Array.FindIndex(FoldsOf(new CrossValidation { Folds = 4 }, 12), held => held.Contains(5));

        Refused(
            () => new CrossValidation { Folds = 4 }.Score(
                new LinearRegression { Loss = Losses.Softmax(3), Penalty = new RidgePenalty(0.1) }, TrainingData.From(x, classes, ["x"], ["a", "b", "c"])),
            $"No sample is of class 2 (counted from 0)*This is of fold {fold} of 4 (counted from 1)*All 1 samples whose c is not 0 are held out*",
            "y");
    }

    [Fact]
    public void Score_OfSeparatedFolds_ShowsThem()
    {
        // only sample 4 keeps the classes from being separated: the fold that holds it out is
        var x = Vector<double>.Build.Dense(20, i => i == 4 ? 15.5 : i);
        var y = Vector<double>.Build.Dense(20, i => i < 10 ? 0 : 1);
        var validation = new CrossValidation { Folds = 4 };
        int held = Array.FindIndex(FoldsOf(validation, 20), fold => fold.Contains(4));

        CrossValidationScore score = validation.Score(new LinearRegression { Loss = Losses.Logistic }, x.ToColumnMatrix(), y);

        score.FoldReasons.Should().HaveCount(4);
        score.FoldReasons[held].Should().Be(StopReason.Separated);
        score.FoldReasons.Where((_, fold) => fold != held).Should().AllSatisfy(reason => reason.Should().NotBe(StopReason.Separated));
        score.ToString().Should().EndWith($"over 4 folds; Separated: {held + 1}");
        PenaltySelection selection = validation.Select(
            new RegularizationPath { Regression = new LinearRegression { Loss = Losses.Logistic }, Penalty = λ => new RidgePenalty(λ), Lambdas = [0.1] },
            x.ToColumnMatrix(),
            y);
        selection.Scores[0].FoldReasons.Should().AllSatisfy(reason => reason.Should().Be(StopReason.GradientTolerance));
    }

    [Fact]
    public void Score_WrongArguments_IsRefused()
    {
        var x = Matrix<double>.Build.Dense(3, 1, (i, _) => i);
        var y = Vector<double>.Build.Dense(3, i => i);

        Refused(() => _ = new CrossValidation { Folds = 1 }, "Folds must be at least 2; it is 1.*", "Folds");
        Refused(() => new CrossValidation { Folds = 5 }.Score(new LinearRegression(), x, y), "There are 5 folds for 3 samples*", "Folds");
        Refused(() => new CrossValidation { Folds = 3 }.Score(new LinearRegression { Loss = Losses.Logistic }, x, y), "Row 2 of y is 2*", "y");
        Refused(
            () => new CrossValidation { Folds = 3 }.Score(new LinearRegression { Penalty = new RidgePenalty(1) }, TrainingData.From(x, y).WithWeights(y)),
            "All weights of the 1 samples held out in a fold are 0, in fold * of 3 (counted from 1)*",
            "weights");
        Refused(() => new CrossValidation { Folds = 3 }.Score(null!, x, y), "Value cannot be null.*", "regression");
        Refused(() => new CrossValidation { Folds = 3 }.Select(null!, x, y), "Value cannot be null.*", "path");
    }

    [Fact]
    public void Score_Cancelled_IsBrokenOff()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        RegularizationPath lasso = new() { Regression = new LinearRegression(), Penalty = λ => new L1Penalty(λ) };

        FluentActions.Invoking(() => new CrossValidation().Score(new LinearRegression(), Diabetes.X, Diabetes.Y, cancel.Token))
            .Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => new CrossValidation().Select(lasso, Diabetes.X, Diabetes.Y, cancel.Token)).Should().Throw<OperationCanceledException>();
    }

    /// <summary>½ mean squared error of a fold by the ridge of the others: w = (ZᵀZ/n + λI)⁻¹Zᵀ(y − ȳ)/n.</summary>
    private static double ClosedForm(int[] held, double λ)
    {
        int[] others = [.. Enumerable.Range(0, Diabetes.Y.Count).Except(held)];
        (Matrix<double> x, Vector<double> y) = (Rows(Diabetes.X, others), Of(Diabetes.Y, others));
        Vector<double> means = x.ColumnSums() / others.Length;
        Matrix<double> centred = x - (Vector<double>.Build.Dense(others.Length, 1).ToColumnMatrix() * means.ToRowMatrix());
        Matrix<double> toUnit = Matrix<double>.Build.DenseOfDiagonalVector(centred.ColumnNorms(2).Map(norm => Math.Sqrt(others.Length) / norm));
        Matrix<double> z = centred * toUnit, gram = z.Transpose() * z / others.Length;
        Vector<double> w = (gram + (λ * Matrix<double>.Build.DenseIdentity(means.Count))).Solve(z.Transpose() * (y - y.Average()) / others.Length);
        Vector<double> errors = Of(Diabetes.Y, held) - y.Average() - (Rows(Diabetes.X, held) * (toUnit * w)) + means.DotProduct(toUnit * w);
        return 0.5 * errors.PointwisePower(2).Average();
    }

    private static int[][] FoldsOf(CrossValidation settings, int n)
        => [.. new Folds(settings, new LinearRegression(), TrainingData.From(Matrix<double>.Build.Dense(n, 1), Vector<double>.Build.Dense(n))).HeldOut];

    private static Matrix<double> Rows(Matrix<double> matrix, int[] rows) => Matrix<double>.Build.DenseOfRowVectors(rows.Select(matrix.Row));

    private static Vector<double> Of(Vector<double> vector, int[] rows) => Vector<double>.Build.DenseOfEnumerable(rows.Select(row => vector[row]));
}
