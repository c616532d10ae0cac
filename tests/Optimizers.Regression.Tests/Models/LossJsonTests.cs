using System.Reflection;

namespace Optimizers.Regression.Tests;

/// <summary>Losses in model files.</summary>
public sealed class LossJsonTests
{
    public static TheoryData<string> Names => [.. ByName.Keys];

    /// <summary>All losses that <see cref="Losses"/> gives, and the same as sums, found by reflection so that none can be forgotten.</summary>
    private static Dictionary<string, ILoss> ByName { get; } = OfLosses().SelectMany(WithSum).DistinctBy(loss => $"{loss}").ToDictionary(loss => $"{loss}");

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_OfAModel_IsTheSameAfterLoading(string name)
    {
        ILoss loss = ByName[name];

        MultiTargetLinearModel loaded = MultiTargetLinearModel.FromJson(
            new MultiTargetLinearModel(ModelFileTests.Facts([.. Enumerable.Repeat(0.5, loss.Outputs)], loss)).ToJson());

        loaded.Loss.Should().Be(loss).And.BeOfType(loss.GetType());
        $"{loaded.Loss}".Should().Be(name);
    }

    [Fact]
    public void Losses_ThatArePublic_AreAllTested()
        => typeof(ILoss).Assembly.GetExportedTypes().Where(type => !type.IsInterface && type.IsAssignableTo(typeof(ILoss)))
            .Should().BeSubsetOf(ByName.Values.Select(loss => loss.GetType()));

    [Fact]
    public void Loss_OfAUser_KeepsItsWordsAndItsLink()
    {
        var data = Matrix<double>.Build.DenseOfRowMajor(6, 1, [1, 2, 3, 4, 5, 6]);
        LinearModel model = new LinearRegression { Loss = new HalfPoisson(), Optimizer = new Lbfgs() }.Fit(
            data, Vector<double>.Build.Dense([1, 2, 2, 3, 5, 6]));

        LinearModel loaded = LinearModel.FromJson(model.ToJson());

        loaded.Predict(data).Should().Equal(model.Predict(data)).And.OnlyContain(mean => mean > 0);
        loaded.ToString().Should().Be(model.ToString()).And.StartWith("log(y)");
        (loaded.Loss.Link, loaded.Loss.Reduction, $"{loaded.Loss}").Should().Be((Link.Log, LossReduction.Sum, "half of Poisson's"));
        loaded.Loss.Invoking(loss => loss.Evaluate([1], [1], new double[1]))
            .Should().Throw<InvalidOperationException>().WithMessage("*names the loss, half of Poisson's, but does not hold its code*");
        loaded.ToJson().Should().Be(model.ToJson());
    }

    private static IEnumerable<ILoss> OfLosses()
    {
        foreach (PropertyInfo property in typeof(Losses).GetProperties())
        {
            yield return (ILoss)property.GetValue(null)!;
        }

        foreach (MethodInfo factory in typeof(Losses).GetMethods().Where(method => method.IsStatic && !method.IsSpecialName))
        {
            // 1.3000000000000003 has all digits that a double can have; where it is out of range, 0.30000000000000004 has them too
            object setting = factory.GetParameters().Single().ParameterType == typeof(int) ? (object)3
                : factory.Name == nameof(Losses.Quantile) ? 0.1 + 0.2
                : 1.1 + 0.2;
            yield return (ILoss)factory.Invoke(null, [setting])!;
        }
    }

    private static IEnumerable<ILoss> WithSum(ILoss loss)
    {
        yield return loss;
        if (loss is not SquaredLoss)
        {
            object sum = loss.GetType().GetMethod("<Clone>$")!.Invoke(loss, null)!;
            loss.GetType().GetProperty(nameof(ILoss.Reduction))!.SetValue(sum, LossReduction.Sum);
            yield return (ILoss)sum;
        }
    }

    private sealed class HalfPoisson : ILoss
    {
        public LossReduction Reduction => LossReduction.Sum;

        public Link Link => Link.Log;

        public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives)
        {
            double sum = 0;
            for (int i = 0; i < predictions.Length; i++)
            {
                double mean = Math.Exp(predictions[i]);
                sum += 0.5 * (mean - (targets[i] * predictions[i]));
                derivatives[i] = 0.5 * (mean - targets[i]);
            }

            return sum;
        }

        public override string ToString() => "half of Poisson's";
    }
}
