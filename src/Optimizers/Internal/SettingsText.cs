using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Optimizers;

/// <summary>How settings print: as records do, but with the same numbers in every culture and without what is not set.</summary>
internal static partial class SettingsText
{
    /// <summary>The name of the record's type and its members, for example <c>Adam { LearningRate = 0.1 }</c>.</summary>
    /// <param name="record">The record.</param>
    /// <param name="printMembers">Its own <c>PrintMembers</c>, which formats by the culture of the thread.</param>
    public static string Of(object record, Func<StringBuilder, bool> printMembers)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            StringBuilder text = new StringBuilder().Append(record.GetType().Name).Append(" { ");
            return NotSet().Replace((printMembers(text) ? text.Append(' ') : text).Append('}').ToString(), "");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    // members that are null print as nothing
    [GeneratedRegex(@"\w+ = , |(, )?\w+ = (?= \}$)|(?<=\{ )\w+ =  (?=\}$)")]
    private static partial Regex NotSet();
}
