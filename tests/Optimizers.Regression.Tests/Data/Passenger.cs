namespace Optimizers.Regression.Tests;

internal sealed record Passenger(string Survived, double Age, string Sex, string Port, double Fare, double Weight, double Days);
