using System.Text.Json;

namespace Optimizers.Tests;

/// <summary>The float64 trajectories of one torch.optim rule.</summary>
internal static class TorchTrajectories
{
    /// <summary>One case: a problem and settings, and the points that torch went through.</summary>
    internal sealed record Case(JsonElement Settings, string Problem, double[] Start, double[][] Points, double[][]? Gradients, double[] Losses)
    {
        public bool Maximize => Settings.TryGetProperty("maximize", out JsonElement maximize) && maximize.GetBoolean();

        public double Setting(string name, double otherwise) => Settings.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;

        public bool Flag(string name) => Settings.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

        public double[] Pair(string name, double[] otherwise) => Settings.TryGetProperty(name, out JsonElement value) ? value.Doubles() : otherwise;

        public override string ToString() => $"{Problem} {Settings}";
    }

    public static IEnumerable<Case> Of(string optimizer)
        => from item in GoldenFile.Read($"torch/{optimizer}.json").GetProperty("cases").EnumerateArray()
           where item.GetProperty("dtype").GetString() == "float64"
           select new Case(
               item.GetProperty("settings"),
               item.GetProperty("problem").GetString()!,
               item.GetProperty("start").Doubles(),
               item.GetProperty("points").Rows(),
               item.TryGetProperty("gradients", out JsonElement gradients) ? gradients.Rows() : null,
               [.. item.GetProperty("losses").EnumerateArray().Select(loss => loss.ValueKind == JsonValueKind.Null ? double.NaN : loss.GetDouble())]);

    /// <summary>The largest deviation from a case in units of what its README allows, by own steps.</summary>
    public static double DeviationByStep(IUpdateRule rule, Case golden)
    {
        double[] x = [.. golden.Start], g = new double[x.Length];
        OptimizerState state = rule.CreateState(x.Length);
        double largest = 0;
        for (int t = 0; t < golden.Points.Length; t++)
        {
            if (golden.Gradients is { } recorded)
            {
                recorded[t].CopyTo(g, 0);
            }
            else
            {
                Problem(golden.Problem, x.Length).Evaluate(x, g);
            }

            if (golden.Maximize)
            {
                g = Array.ConvertAll(g, partial => -partial);
            }

            rule.Step(x, g, state);
            largest = Math.Max(largest, GoldenFile.Deviation(x, golden.Points[t], golden.Problem == "rosenbrock" ? 1e-9 : 1e-12, 1e-14));
        }

        return largest;
    }

    /// <summary>The largest deviation from a case by a run, which is where the direction is set.</summary>
    public static double DeviationByRun(IUpdateRule rule, Case golden)
    {
        var options = new RunOptions { Maximize = golden.Maximize, Stopping = new() { MaxIterations = golden.Points.Length, GradientTolerance = 0 } };
        OptimizationRun run = rule.Start(Problem(golden.Problem, golden.Start.Length), golden.Start, options);
        double largest = 0;
        foreach (Iteration iteration in run)
        {
            double[] expected = iteration.Number == 0 ? golden.Start : golden.Points[iteration.Number - 1];
            largest = Math.Max(largest, GoldenFile.Deviation(run.Point, expected, golden.Problem == "rosenbrock" ? 1e-9 : 1e-12, 1e-14));
        }

        // uphill on Rosenbrock's function value and gradient leave the doubles before the point does; a run ends there
        bool leaves = golden.Losses.Any(loss => loss > 1e150);
        if (leaves)
        {
            run.Result.Reason.Should().BeOneOf(StopReason.NotFinite, StopReason.Unbounded);
        }
        else
        {
            run.Result.Reason.Should().Be(StopReason.IterationLimit);
        }

        return largest;
    }

    private static IDifferentiableFunction Problem(string name, int dimension) => name switch
    {
        "quadratic" => DifferentiableFunction.Create(dimension, Quadratic),
        "rosenbrock" => DifferentiableFunction.Create(dimension, Rosenbrock),
        _ => throw new ArgumentException($"There is no problem {name}."),
    };

    /// <summary>½ Σ cᵢxᵢ² + 0.3 x₀x₁ − Σ xᵢ, its gradient summed in torch's order: NAdam amplifies the last bit of a small partial derivative.</summary>
    private static double Quadratic(ReadOnlySpan<double> x, Span<double> g)
    {
        ReadOnlySpan<double> c = [1, 10, 100, 0.1];
        double value = 0.3 * x[0] * x[1];
        g.Fill(-1);
        g[1] += 0.3 * x[0];
        g[0] += 0.3 * x[1];
        for (int i = 0; i < x.Length; i++)
        {
            double half = 0.5 * c[i] * x[i];
            value += (half * x[i]) - x[i];
            g[i] = g[i] + half + half;
        }

        return value;
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> g)
    {
        double value = 0;
        g.Clear();
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - (x[i] * x[i]), b = 1 - x[i];
            value += (100 * a * a) + (b * b);
            g[i] += (-400 * a * x[i]) - (2 * b);
            g[i + 1] += 200 * a;
        }

        return value;
    }
}
