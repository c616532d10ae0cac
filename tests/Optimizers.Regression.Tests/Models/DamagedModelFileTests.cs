using System.Text.Json.Nodes;

namespace Optimizers.Regression.Tests;

/// <summary>Files that hold no model, or not the one asked for.</summary>
public sealed class DamagedModelFileTests : IDisposable
{
    private static readonly string Model = new LinearRegression { Loss = Losses.Huber(1.5), Penalty = new RidgePenalty(0.1) }.Fit(TrainingData.FromTable(
        TableSource.FromReader(Passengers.Table().CreateDataReader), Passengers.Fares with { Exposure = null })).ToJson();

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("damaged").FullName, "model.json");

    [Theory]
    [InlineData("")]
    [InlineData("age,fare\n1,2\n")]
    [InlineData("\0\u0001PAR1")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    public void Load_WhatIsNoJsonObject_SaysSo(string text) => Refuses(text, "is damaged or no model file: *");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "version": 1, "vectors": {} }""")]
    [InlineData("""{ "format": "Optimizers.Regression model" }""")]
    [InlineData("""{ "format": "Optimizers.Regression model", "version": 0 }""")]
    public void Load_OtherJson_SaysSo(string text)
        => Refuses(text, "is no model file: it does not say that its format is 'Optimizers.Regression model', of a version from 1.");

    [Fact]
    public void Load_JsonWithAMistake_SaysWhere()
        => Refuses(
            Model.Replace("\"version\": 1,", "\"version\": 1;", StringComparison.Ordinal),
            "is damaged or no model file: *LineNumber: 2 | BytePositionInLine: 14*");

    [Fact]
    public void Load_ANewerVersion_SaysBothNumbers()
        => Refuses(
            """{ "format": "Optimizers.Regression model", "version": 2, "kind": "Forest", "trees": [] }""",
            "was written by version 2 of the format; this library reads up to 1.");

    [Fact]
    public void Load_AnotherKind_SaysWhich()
    {
        Refuses(
            new LinearRegression().Fit(Matrix<double>.Build.Dense(3, 1, (i, _) => i), Matrix<double>.Build.Dense(3, 2, (i, j) => i + j)).ToJson(),
            "holds a model of the kind 'MultiTargetLinearModel'; a LinearModel was asked for.");
        Action load = () => MultiTargetLinearModel.FromJson(Model);
        load.Should().Throw<InvalidDataException>().WithMessage("The text holds a model of the kind 'LinearModel'; a MultiTargetLinearModel was asked for.");
    }

    [Theory]
    [InlineData("features")]
    [InlineData("targets")]
    [InlineData("classes")]
    [InlineData("coefficients")]
    [InlineData("intercepts")]
    [InlineData("encoding")]
    [InlineData("loss")]
    [InlineData("objective")]
    [InlineData("scaling")]
    [InlineData("solver")]
    [InlineData("training")]
    public void Load_WithoutAProperty_NamesIt(string property)
        => Refuses(Changed(model => model.Remove(property)), $"is damaged or no model file: *missing required properties*'{property}'*");

    [Fact]
    public void Load_PartsThatDoNotFit_SaysBothNumbers()
    {
        RefusesModel(model => model["coefficients"]![0]!.AsArray().RemoveAt(1), "There are 3 coefficients of target 'fare' for 4 features.");
        RefusesModel(model => model["coefficients"] = new JsonArray((JsonNode?)null), "There are 0 coefficients of target 'fare' for 4 features.");
        RefusesModel(model => model["coefficients"]!.AsArray().Add(new JsonArray(1, 2, 3, 4)), "There are 2 lists of coefficients for 1 targets.");
        RefusesModel(model => model["intercepts"]!.AsArray().Add(1), "There are 2 intercepts for 1 targets.");
        RefusesModel(model => model["scaling"]!["means"] = new JsonArray(1, 2), "There are 2 means for 4 features.");
        RefusesModel(model => model["scaling"]!["scales"] = new JsonArray(), "There are 0 scales for 4 features.");
        RefusesModel(model => model["features"] = new JsonArray(), "There are 0 features and 1 targets*");
        RefusesModel(model => model["features"]!.AsArray()[1] = null, "A feature, target or class has no name.");
        RefusesModel(
            model => model["features"]!.AsArray()[1] = "sex=other",
            "The encoding makes 4 features, 'age', 'sex=male', 'port=Q', 'port=S'; the model has 4, 'age', 'sex=other', 'port=Q', 'port=S'.");
        RefusesModel(
            model =>
            {
                model["targets"]!.AsArray().Add("age");
                model["coefficients"]!.AsArray().Add(new JsonArray(1, 2, 3, 4));
                model["intercepts"]!.AsArray().Add(1);
            },
            "There are 2 targets; a LinearModel of the loss Huber*has 1.");
        RefusesModel(
            model => (model["loss"]!["name"], model["loss"]!["outputs"]) = ("Softmax", 3),
            "There are 1 targets; a LinearModel of the loss Softmax*over 3 classes has 3.");
    }

    [Fact]
    public void Load_AnEncodingThatIsNone_SaysWhy()
    {
        RefusesModel(model => model["encoding"]!["categoricalColumns"]![0]!["categories"]!.AsArray().Add("male"), "The names must differ: female, male, male*");
        RefusesModel(model => model["encoding"]!["categoricalColumns"]!.AsArray().Add(null), "A column is null*");
        RefusesModel(model => model["encoding"]!["numericColumns"]!.AsArray().Add(null), "A column is null*");
        RefusesModel(
            model => model["encoding"]!["categoricalColumns"]![0]!["dropFirst"] = false,
            "The encoding makes 5 features, 'age', 'sex=female', 'sex=male', 'port=Q', 'port=S'; the model has 4, *");
        RefusesModel(
            model => model["encoding"]!["polynomial"] = new JsonObject { ["degree"] = 2, ["interactionsOnly"] = false },
            "The encoding makes 5 features, 'age', 'age^2', *");
        Refuses(Changed(model => model["encoding"]!.AsObject().Remove("numericColumns")), "is damaged or no model file: *numericColumns*");
    }

    [Fact]
    public void Load_ALossThatIsUnknown_SaysSo()
    {
        RefusesModel(model => model["loss"]!["name"] = "Cauchy", "There is no loss 'Cauchy'.");
        RefusesModel(model => model["loss"]!["settings"]!.AsObject().Remove("delta"), "The loss 'Huber' has no setting 'delta'.");
        RefusesModel(model => model["loss"]!["settings"]!["delta"] = -1, "Delta must be a finite number above 0; it is -1.*");
        RefusesModel(
            model => (model["loss"]!["name"], model["loss"]!["outputs"]) = ("Custom", 0), "There are 1 targets; a LinearModel of the loss Huber*has 0.");
        Refuses(Changed(model => model["loss"]!["link"] = "Probit"), "is damaged or no model file: *Path: $.loss.link*LineNumber: *");
    }

    [Fact]
    public void Load_WhatIsTwiceThere_IsDamage()
        => Refuses(
            Model.Replace("\"version\": 1,", "\"version\": 1, \"solver\": \"another\",", StringComparison.Ordinal), "is damaged or no model file: *solver*");

    [Fact]
    public void FromJson_CutOffAnywhere_IsRefused()
    {
        for (int length = 0; length < Model.TrimEnd().Length; length++)
        {
            Action load = () => LinearModel.FromJson(Model[..length]);
            load.Should().Throw<InvalidDataException>().WithMessage("The text is damaged or no model file: *");
        }
    }

    [Fact]
    public void FromJson_WithACharacterChanged_LoadsOrIsRefused()
    {
        // whatever the damage, no other exception comes out
        const string Signs = "0\"{}[],:-x n";
        int refused = 0;
        for (int i = 0; i < Model.Length; i++)
        {
            try
            {
                LinearModel.FromJson($"{Model.AsSpan(0, i)}{Signs[i % Signs.Length]}{Model.AsSpan(i + 1)}");
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        refused.Should().BeGreaterThan(Model.Length / 3);
    }

    [Fact]
    public void Load_NoFile_IsTheSystemsError()
    {
        Action load = () => LinearModel.Load(_path);
        load.Should().Throw<FileNotFoundException>().WithMessage("*model.json*");
        Refused(() => LinearModel.Load(""), "*", "path");
        Refused(() => LinearModel.Load(null!), "*", "path");
        Refused(() => LinearModel.FromJson(null!), "*", "json");
        Refused(() => MultiTargetLinearModel.FromJson(null!), "*", "json");
    }

    public void Dispose() => Directory.GetParent(_path)!.Delete(recursive: true);

    private static string Changed(Action<JsonObject> change)
    {
        JsonObject model = JsonNode.Parse(Model)!.AsObject();
        change(model);
        return model.ToJsonString();
    }

    private void RefusesModel(Action<JsonObject> change, string message) => Refuses(Changed(change), $"cannot be read as a model: {message}");

    private void Refuses(string text, string message)
    {
        File.WriteAllText(_path, text);
        Action load = () => LinearModel.Load(_path);
        load.Should().Throw<InvalidDataException>().WithMessage($"The file '{_path}' {message}");
    }
}
