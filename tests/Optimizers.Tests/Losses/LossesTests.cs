using System.Text.Json;

namespace Optimizers.Tests;

public sealed class LossesTests
{
    public static TheoryData<string, ILoss, string, string, double> Torch => new()
    {
        // ours, torch's name and reduction, and the factor between them
        { nameof(Losses.MeanSquaredError), Losses.MeanSquaredError, "mse", "mean", 1 },
        { nameof(Losses.HalfMeanSquaredError), Losses.HalfMeanSquaredError, "mse", "mean", 0.5 },
        { nameof(Losses.SumOfSquaredErrors), Losses.SumOfSquaredErrors, "mse", "sum", 1 },
        { nameof(Losses.HalfSumOfSquaredErrors), Losses.HalfSumOfSquaredErrors, "mse", "sum", 0.5 },
        { nameof(Losses.L2Norm), Losses.L2Norm, "l2_norm", "norm", 1 },
        { nameof(Losses.RootMeanSquaredError), Losses.RootMeanSquaredError, "root_mse", "root of mean", 1 },
    };

    public static TheoryData<string, ILoss> All
    {
        get
        {
            var all = new TheoryData<string, ILoss>();
            foreach (var property in typeof(Losses).GetProperties())
            {
                all.Add(property.Name, (ILoss)property.GetValue(null)!);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Torch))]
    public void Evaluate_TorchsCase_GivesTorchsValueAndGradient(string name, ILoss loss, string torch, string reduction, double factor)
    {
        JsonElement golden = GoldenFile.Read("torch/losses.json").EnumerateArray()
            .Single(item => item.GetProperty("loss").GetString() == torch && item.GetProperty("reduction").GetString() == reduction);
        double[] predictions = golden.GetProperty("predictions").Doubles(), targets = golden.GetProperty("targets").Doubles(), gradient = new double[predictions.Length];

        double value = loss.Evaluate(predictions, targets, gradient);

        value.Should().BeApproximately(factor * golden.GetProperty("value").GetDouble(), 1e-14 * value, name);
        double[] expected = Array.ConvertAll(golden.GetProperty("gradient").Doubles(), slope => factor * slope);
        GoldenFile.Deviation(gradient, expected, 1e-14, 1e-16).Should().BeLessThanOrEqualTo(1, name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Evaluate_EveryLoss_HasTheGradientOfItsValue(string name, ILoss loss)
    {
        double[] targets = Points.Wave(23, 3);
        IDifferentiableFunction function = DifferentiableFunction.Create(23, (p, g) => loss.Evaluate(p, targets, g));

        GradientCheck.Compare(function, Points.Wave(23, 5)).LargestRelativeError.Should().BeLessThan(1e-8, name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Evaluate_NoError_IsZeroWithAGradientOfZero(string name, ILoss loss)
    {
        double[] same = [1, -2, 0], gradient = [9, 9, 9];

        loss.Evaluate(same, same, gradient).Should().Be(0, name);
        gradient.Should().OnlyContain(slope => slope == 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Sum_InBlocksAndInPlace_EqualsTheWhole(string name, ILoss loss)
    {
        double[] predictions = Points.Wave(50, 1), targets = Points.Wave(50, 2), whole = new double[50];
        double sum = loss.Sum(predictions, targets, whole);

        double blocks = loss.Sum(predictions.AsSpan(0, 13), targets.AsSpan(0, 13), predictions.AsSpan(0, 13))
            + loss.Sum(predictions.AsSpan(13), targets.AsSpan(13), predictions.AsSpan(13));

        blocks.Should().BeApproximately(sum, 1e-13 * sum, name);
        predictions.Should().Equal(whole);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ToString_EveryLoss_SaysNameAndFormula(string name, ILoss loss)
    {
        loss.ToString().Should().StartWith(name + " = ").And.Contain("e²");
    }

    [Fact]
    public void Evaluate_LengthsThatDiffer_Throws()
    {
        Action targets = () => Losses.MeanSquaredError.Evaluate([1, 2], [1], new double[2]);
        Action gradient = () => Losses.MeanSquaredError.Evaluate([1, 2], [1, 2], new double[3]);
        Action empty = () => Losses.MeanSquaredError.Evaluate([], [], []);

        targets.Should().Throw<ArgumentException>().WithMessage("There are 1 targets for 2 predictions.*").WithParameterName("targets");
        gradient.Should().Throw<ArgumentException>().WithMessage("There are 3 derivatives for 2 predictions.*").WithParameterName("gradient");
        empty.Should().Throw<ArgumentException>().WithParameterName("predictions");
    }
}
