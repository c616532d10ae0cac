using System.Globalization;

namespace Optimizers.Benchmarks;

/// <summary>The shape n × d of a matrix.</summary>
public readonly record struct Shape(int Rows, int Columns)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows} × {Columns}");
}
