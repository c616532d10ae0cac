using System.Text;

namespace Optimizers.Data;

/// <summary>How a CSV file is written.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between the cells of a line.</summary>
    /// <value>null: found in the header, among comma, semicolon, tab and bar.</value>
    /// <exception cref="ArgumentException">It is a quote or ends a line.</exception>
    public char? Delimiter
    {
        get;
        init => field = value is not ('"' or '\r' or '\n')
            ? value
            : throw new ArgumentException($"Delimiter must be neither a quote nor the end of a line; it is U+{(int)value:X4}.", nameof(Delimiter));
    }

    /// <summary>The encoding of a file that does not begin with a byte order mark.</summary>
    /// <value>UTF-8.</value>
    public Encoding Encoding { get; init => field = value ?? throw new ArgumentNullException(nameof(Encoding)); } = Encoding.UTF8;

    /// <inheritdoc/>
    public override string ToString()
        => Delimiter is { } delimiter
            ? $"CsvOptions {{ Delimiter = {delimiter}, Encoding = {Encoding.WebName} }}"
            : $"CsvOptions {{ Encoding = {Encoding.WebName} }}";
}
