namespace Optimizers.Tests;

public sealed class OptimizerStateTests
{
    [Fact]
    public void Clone_SharesNothing()
    {
        var state = new OptimizerState(2, ["m"], ["d"], new OptimizerState(1, "a")) { StepCount = 3 };
        OptimizerState clone = state.Clone();
        clone.Should().Be(state);

        state["m"][1] = 5;
        state.Scalar("d") = 6;
        state.Parts[0]["a"][0] = 7;

        clone["m"][1].Should().Be(0);
        clone.Scalar("d").Should().Be(0);
        clone.Parts[0]["a"][0].Should().Be(0);
        clone.Should().NotBe(state);
    }

    [Fact]
    public void Equals_ComparesEverything()
    {
        var state = new OptimizerState(2, "m") { StepCount = 1 };

        state.Should().Be(new OptimizerState(2, "m") { StepCount = 1 });
        state.GetHashCode().Should().Be(new OptimizerState(2, "m").GetHashCode());
        state.Should().NotBe(new OptimizerState(2, "m"));
        state.Should().NotBe(new OptimizerState(3, "m") { StepCount = 1 });
        state.Should().NotBe(new OptimizerState(2, "v") { StepCount = 1 });
        state.Should().NotBe(new OptimizerState(2, ["m"], [], new OptimizerState(2)) { StepCount = 1 });
        state.Should().NotBe(new OptimizerState(2, ["m"], ["d"]) { StepCount = 1 });
        state.Should().NotBe(new OptimizerState(2, "m") { StepCount = 1, RateScale = 0.5 });
        state.Equals(null).Should().BeFalse();
    }

    [Fact]
    public void ToJson_ThenFromJson_KeepsEveryBit()
    {
        var state = new OptimizerState(3, ["m", "v"], ["d"], new OptimizerState(1, "b")) { StepCount = long.MaxValue, RateScale = 0.3 };
        ((double[])[0.1, -0.0, double.Epsilon]).CopyTo(state["m"]);
        ((double[])[1.0 / 3, double.MaxValue, -1e-300]).CopyTo(state["v"]);
        state.Scalar("d") = 1e-310;
        state.Parts[0]["b"][0] = Math.PI;

        OptimizerState read = OptimizerState.FromJson(state.ToJson());

        read.Should().Be(state);
        BitConverter.DoubleToInt64Bits(read["m"][1]).Should().Be(BitConverter.DoubleToInt64Bits(-0.0));
    }

    [Theory]
    [InlineData("", "The text is not an optimizer state:*")]
    [InlineData("null", "The text is not an optimizer state: it is null.")]
    [InlineData("{\"version\":1,\"dimension\":1,\"stepCount\":0,\"rateScale\":1,\"scalars\":{},\"vectors\":{\"m\":[1", "The text is not an optimizer state:*")]
    [InlineData("{\"dimension\":1,\"stepCount\":0,\"rateScale\":1,\"scalars\":{},\"vectors\":{},\"parts\":[]}", "*missing required properties*version*")]
    [InlineData(
        "{\"version\":9,\"dimension\":1,\"stepCount\":0,\"rateScale\":1,\"scalars\":{},\"vectors\":{},\"parts\":[]}",
        "The optimizer state has version 9; this library reads version 1.")]
    [InlineData(
        "{\"version\":1,\"dimension\":-1,\"stepCount\":0,\"rateScale\":1,\"scalars\":{},\"vectors\":{},\"parts\":[]}",
        "The optimizer state has dimension -1, step count 0 and rate scale 1; none can be negative, and the last not 0.")]
    [InlineData(
        "{\"version\":1,\"dimension\":2,\"stepCount\":0,\"rateScale\":1,\"scalars\":{},\"vectors\":{\"m\":[1]},\"parts\":[]}",
        "Vector 'm' has 1 coordinates; the state has dimension 2.")]
    [InlineData(
        "{\"version\":1,\"dimension\":1,\"stepCount\":0,\"rateScale\":1,\"scalars\":{},\"vectors\":{\"m\":[\"NaN\"]},\"parts\":[]}",
        "The text is not an optimizer state:*")]
    [InlineData(
        "{\"version\":1,\"dimension\":1,\"stepCount\":0,\"rateScale\":1,\"scalars\":{},\"vectors\":null,\"parts\":[]}", "The text is not an optimizer state:*")]
    public void FromJson_Damaged_SaysWhatIsWrong(string json, string message)
    {
        Action read = () => OptimizerState.FromJson(json);

        read.Should().Throw<FormatException>().WithMessage(message);
    }

    [Fact]
    public void Indexer_UnknownName_NamesThoseThereAre()
    {
        Action get = () => _ = new OptimizerState(1, "m", "v")["x"][0];

        get.Should().Throw<ArgumentException>().WithMessage("The state has no vector 'x'; it has m, v.*");
    }

    [Fact]
    public void Constructor_RefusesNegativeDimensionAndTwinNames()
    {
        Action negative = () => _ = new OptimizerState(-1);
        Action twins = () => _ = new OptimizerState(1, "m", "m");
        Action steps = () => _ = new OptimizerState(1) { StepCount = -1 };

        negative.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("dimension");
        twins.Should().Throw<ArgumentException>().WithMessage("The names must differ: m, m.*");
        Refused(() => _ = new OptimizerState(1) { RateScale = 0 }, "RateScale must be a finite number above 0; it is 0.*", "RateScale");
        Refused(() => new OptimizerState(1).Scalar("d"), "The state has no number 'd'; it has none.*", "name");
        steps.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("StepCount");
    }

    [Fact]
    public void RateScale_ReachesTheStatesInside()
    {
        var inside = new OptimizerState(1);
        _ = new OptimizerState(2, [], [], inside) { RateScale = 0.25 };

        inside.RateScale.Should().Be(0.25);
    }

    [Fact]
    public void RateOf_IsTheScheduleAtTheStepTimesTheScale()
    {
        var state = new OptimizerState(1) { StepCount = 3, RateScale = 0.5 };

        state.RateOf(new LambdaSchedule(t => t + 1)).Should().Be(2);
        Refused(
            () => state.RateOf(new LambdaSchedule(_ => double.NaN)),
            "The schedule LambdaSchedule gives NaN at step 3; a learning rate must be finite and at least 0.*",
            "learningRate");
        Refused(() => state.RateOf(new LambdaSchedule(_ => -1)), "*gives -1 at step 3;*", "learningRate");
    }

    [Fact]
    public void ToString_SaysStepAndNames() => new OptimizerState(2, "m", "v") { StepCount = 4 }.ToString().Should().Be("step 4, 2 coordinates, vectors: m, v");
}
