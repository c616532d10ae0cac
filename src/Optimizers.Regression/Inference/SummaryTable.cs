using System.Globalization;
using System.Text;

namespace Optimizers.Regression;

/// <summary>A summary in print.</summary>
internal static class SummaryTable
{
    private const int LabelWidth = 24;

    public static string Of(RegressionSummary summary)
    {
        bool isStudent = summary.Loss is SquaredLoss;
        int name = Math.Max(9, summary.Coefficients.Max(row => row.Name.Length));
        string percent = string.Create(CultureInfo.InvariantCulture, $"{100 * summary.Level:G4} %");
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{(summary.Target is { } target ? $"{target}: " : "")}{summary.Loss}");
        text.AppendLine(CultureInfo.InvariantCulture, $"solved by {summary.Solver}; {Sentence(summary.Training.Outcome())}");
        text.AppendLine();
        Facts(text, summary);
        text.AppendLine();
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"{"".PadRight(name)} {"estimate",13} {"std. error",12} {(isStudent ? "t" : "z"),9} {"p",9} {$"{percent} from",13} {"to",13}");
        text.AppendLine(head).AppendLine(new string('-', head.Length));
        foreach (CoefficientSummary row in summary.Coefficients)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{row.Name.PadRight(name)} {row.Estimate,13:G6} {row.StandardError,12:G5} {Statistic(row.Statistic),9} {row.PValue,9:G3} {row.Low,13:G6} "
                    + $"{row.High,13:G6}");
        }

        Notes(text, summary);
        return text.ToString().TrimEnd();
    }

    // names stay as they are
    private static string Sentence(string outcome) => $"{char.ToLowerInvariant(outcome[0])}{outcome[1..]}";

    // three digits after the point, as long as the column holds them
    private static string Statistic(double value) => value.ToString(Math.Abs(value) < 1e4 ? "F3" : "G3", CultureInfo.InvariantCulture);

    private static void Facts(StringBuilder text, RegressionSummary s)
    {
        (string Label, double Value)[] facts =
        [
            ("samples", s.SampleCount), ("residual degrees", s.ResidualDegreesOfFreedom), ("model degrees", s.ModelDegreesOfFreedom),
            ("condition number", s.ConditionNumber),
            ("R²", s.RSquared), ("adjusted R²", s.AdjustedRSquared), ("pseudo-R²", s.PseudoRSquared), ("F", s.FStatistic), ("p of F", s.FPValue),
            ("log-likelihood", s.LogLikelihood), ("AIC", s.Aic), ("BIC", s.Bic), ("deviance", s.Deviance), ("scale", s.Scale),
        ];
        (string Label, double Value)[] known = [.. facts.Where(fact => !double.IsNaN(fact.Value))];
        for (int i = 0; i < known.Length; i++)
        {
            string cell = string.Create(CultureInfo.InvariantCulture, $"{known[i].Label.PadRight(LabelWidth - 6)}{known[i].Value,13:G7}");
            text.Append(cell).Append(i % 2 == 0 && i < known.Length - 1 ? "     " : Environment.NewLine);
        }
    }

    private static void Notes(StringBuilder text, RegressionSummary summary)
    {
        bool isSeparated = summary.Training.Reason == StopReason.Separated;
        if (summary.UndeterminedFeatures.Count > 0)
        {
            string why = isSeparated
                ? "what separates samples moves them without end. The errors of the others are of the samples that are not separated."
                : "their columns depend on each other.";
            text.AppendLine().AppendLine(
                CultureInfo.InvariantCulture, $"The data do not determine the coefficients of {string.Join(", ", summary.UndeterminedFeatures)}: {why}");
        }

        if (summary.Coefficients.All(row => double.IsNaN(row.StandardError)))
        {
            text.AppendLine().AppendLine("No standard errors: the fit has a penalty or bounds, or no degrees of freedom are left.");
        }

        if (!summary.Training.Converged && !isSeparated)
        {
            text.AppendLine().AppendLine("The fit did not converge: errors and tests are of a point that is no minimum.");
        }
    }
}
