// Shows counts: visits to a doctor by a Poisson regression and a Tweedie one, means by group, and the same model from totals with an exposure.
using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Data;
using Optimizers.Plotting;
using Optimizers.Regression;

TableSource file = CsvSource.Open(Path.Combine(AppContext.BaseDirectory, "randhie.csv"));
var schema = new TableSchema { Target = "mdvis" };
TrainingData people = TrainingData.FromTable(file, schema);
Vector<double> visits = new FeatureEncoding([schema.Target], []).Encode(file).Column(0);

LinearModel poisson = new LinearRegression { Loss = Losses.Poisson }.Fit(people);
Console.WriteLine(poisson.Summary());

// counts vary more than Poisson's do, so that its standard errors are too small; the variance of Tweedie's, φμ^1.5, takes its φ from the data
LinearModel tweedie = new LinearRegression { Loss = Losses.Tweedie(1.5) }.Fit(people);
RegressionSummary poissonSummary = poisson.Summary(), tweedieSummary = tweedie.Summary();
Console.WriteLine($"\n{"",-10}{"Poisson",10}{"± error",10}{"Tweedie",10}{"± error",10}   a unit more multiplies the visits by");
foreach ((CoefficientSummary one, CoefficientSummary other) in poissonSummary.Coefficients.Zip(tweedieSummary.Coefficients))
{
    Console.WriteLine($"{one.Name,-10}{one.Estimate,10:F4}{one.StandardError,10:F4}{other.Estimate,10:F4}{other.StandardError,10:F4}   "
        + $"{Math.Exp(one.Estimate):F3}");
}

Vector<double> byPoisson = poisson.Predict(file), byTweedie = tweedie.Predict(file);
Console.WriteLine($"\nmean Poisson deviance: {RegressionMetrics.MeanPoissonDeviance(visits, byPoisson):F4} by Poisson, "
    + $"{RegressionMetrics.MeanPoissonDeviance(visits, byTweedie):F4} by Tweedie");
Console.WriteLine($"no visit in a year:    {visits.Count(count => count == 0) / (double)visits.Count:P1} of the people; Poisson's says "
    + $"{byPoisson.Average(mean => Math.Exp(-mean)):P1}");

// what a person calls the own health, of which three columns say what it is
string[] ratings = ["hlthg", "hlthf", "hlthp"], words = ["excellent", "good", "fair", "poor"];
Matrix<double> rated = new FeatureEncoding(ratings, []).Encode(file);
int[] health = [.. rated.EnumerateRows().Select(row => row.Sum() == 0 ? 0 : row.MaximumIndex() + 1)];
Console.WriteLine($"\n{"health",-12}{"people",8}{"visits",10}{"Poisson",10}{"Tweedie",10}");
foreach (IGrouping<int, int> group in Enumerable.Range(0, health.Length).GroupBy(i => health[i]).OrderBy(group => group.Key))
{
    Console.WriteLine($"{words[group.Key],-12}{group.Count(),8}{group.Average(i => visits[i]),10:F3}"
        + $"{group.Average(i => byPoisson[i]),10:F3}{group.Average(i => byTweedie[i]),10:F3}");
}

// a row for each group: all its visits, and its people as exposure, so that the model is of visits a person
var totals = Enumerable.Range(0, health.Length).GroupBy(i => health[i])
    .Select(group => (Health: words[group.Key], People: group.Count(), Visits: group.Sum(i => visits[i])));
TrainingData groups = TrainingData.Of(totals).Target(group => group.Visits).Feature(group => group.Health).Exposure(group => group.People).Build();
TrainingData single = TrainingData.Of(health.Select((rating, i) => (Health: words[rating], Visits: visits[i])))
    .Target(person => person.Visits).Feature(person => person.Health).Build();
var counts = new LinearRegression { Loss = Losses.Poisson };
Console.WriteLine($"\n{groups.SampleCount} totals with an exposure:  {counts.Fit(groups)}");
Console.WriteLine($"{single.SampleCount} people, a row each:  {counts.Fit(single)}");

// twenty groups of people by what was predicted
int[] order = [.. Enumerable.Range(0, visits.Count).OrderBy(i => byPoisson[i])];
int[][] twentieths = [.. order.Chunk((order.Length + 19) / 20)];
string folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "pictures").FullName;
string picture = Path.Combine(folder, "visits.png");
PredictionPlot.Of(Means(visits), Means(byPoisson)).WithTitle("Visits to a doctor: twenty groups by what Poisson predicts")
    .WithAxes("mean of the visits (a year)", "mean of the predictions (a year)").SavePng(picture);
Console.WriteLine($"\nPicture: {picture}");

Vector<double> Means(Vector<double> values) => Vector<double>.Build.Dense(twentieths.Length, group => twentieths[group].Average(i => values[i]));
