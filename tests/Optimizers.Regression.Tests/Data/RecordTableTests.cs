namespace Optimizers.Regression.Tests;

public sealed class RecordTableTests
{
    [Fact]
    public void Build_ChosenColumns_AreThoseOfTheSchema()
    {
        TrainingData data = TrainingData.Of(Passengers.Records)
            .Target(p => p.Fare).Feature(p => p.Age).Feature(p => p.Sex).Feature(p => p.Port).Weights(p => p.Weight).Exposure(p => p.Days).Build();

        data.FeatureNames.Should().Equal("Age", "Sex=male", "Port=Q", "Port=S");
        data.TargetNames.Should().Equal("Fare");
        data.Rows.Features.ToArray().Should().Equal(Passengers.Features);
        data.Rows.Weights.Should().Equal(Passengers.Records.Select(p => p.Weight));
        data.Rows.Offsets.Should().Equal(Passengers.Records.Select(p => Math.Log(p.Days)));
    }

    [Fact]
    public void Feature_WithoutAName_IsCalledWhatItSelects()
    {
        RecordTable<Passenger> table = TrainingData.Of(Passengers.Records)
            .Feature(p => p.Age)
            .Feature(static (passenger) => Math.Log(passenger.Fare) * passenger.Age)
            .Feature(p => (double)p.Sex.Length)
            .Feature(p => p.Age > 18 ? 1 : 0, "adult")
            .Feature(p => p.Port[..1]);

        table.Source.Columns.Should().Equal("Age", "Math.Log(Fare) * Age", "Sex.Length", "adult", "Port[..1]");
    }

    [Fact]
    public void Target_Repeated_MakesSeveralAndATextMakesClasses()
    {
        RecordTable<Passenger> age = TrainingData.Of(Passengers.Records).Feature(p => p.Age);

        age.Target(p => p.Fare).Target(p => p.Days).Build().TargetNames.Should().Equal("Fare", "Days");
        age.Target(p => p.Survived).Build().Classes.Should().Equal("no", "yes");
        age.Source.Columns.Should().Equal("Age");
    }

    [Fact]
    public void Over_OtherRecords_ReadsTheSameColumns()
    {
        RecordTable<Passenger> table = TrainingData.Of(Passengers.Records).Target(p => p.Fare).Feature(p => p.Age).Feature(p => p.Port)
            .Polynomial(new PolynomialFeatures { Degree = 2 });
        FeatureEncoding encoding = table.Build().Encoding!;

        Matrix<double> X = encoding.Encode(table.Over([new Passenger("no", 3, "male", "S", 0, 0, 0)]).Source);

        encoding.FeatureNames.Should().Equal("Age", "Age^2", "Port=Q", "Port=S");
        X.ToRowArrays()[0].Should().Equal(3, 9, 0, 1);
        Refused(
            () => encoding.Encode(table.Over([Passengers.Records[0], Passengers.Records[1] with { Port = "Rome" }]).Source),
            "Row 1, column 'Port': 'Rome' is none of the known categories 'C', 'Q', 'S'*",
            "source");
        Refused(() => encoding.Encode(table.Over([Passengers.Records[1] with { Age = double.NaN }]).Source), "Row 0, column 'Age' is empty or NaN*", "source");
        Refused(() => encoding.Encode(table.Over([Passengers.Records[1] with { Age = 1e200 }]).Source), "Row 0, column 'Age^2' is Infinity*", "source");
    }
}
