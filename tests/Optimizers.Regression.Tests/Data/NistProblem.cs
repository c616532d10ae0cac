using System.Globalization;
using System.Text.RegularExpressions;

namespace Optimizers.Regression.Tests;

/// <summary>A nonlinear data set of NIST with its two starts and its certified answers.</summary>
internal sealed record NistProblem(
    string Name, Matrix<double> X, Vector<double> Y, Vector<double>[] Starts, double[] Parameters, double[] StandardErrors, double ResidualSumOfSquares)
{
    public static IEnumerable<string> Names
        => Directory.GetFiles(Folder, "*.dat").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Data", "nist");

    public static NistProblem Read(string name)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, name + ".dat"));
        double[][] header =
            [.. lines.Select(line => Regex.Match(line, @"^ *b\d = +(.*)")).Where(match => match.Success).Select(match => Numbers(match.Groups[1].Value))];
        double[][] data = [.. lines.SkipWhile(line => !line.StartsWith("Data:", StringComparison.Ordinal)).Skip(1).Select(Numbers)];
        string rss = lines.Single(line => line.StartsWith("Residual Sum of Squares:", StringComparison.Ordinal)).Split(':')[1];
        return new NistProblem(
            name,
            Matrix<double>.Build.DenseOfRowArrays(data.Select(row => row[1..])),
            // the model of this one set is of the logarithm
            Vector<double>.Build.DenseOfEnumerable(data.Select(row => name == "Nelson" ? Math.Log(row[0]) : row[0])),
            [.. Enumerable.Range(0, 2).Select(start => Vector<double>.Build.DenseOfEnumerable(header.Select(row => row[start])))],
            [.. header.Select(row => row[2])],
            [.. header.Select(row => row[3])],
            Numbers(rss)[0]);
    }

    private static double[] Numbers(string text)
        => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
