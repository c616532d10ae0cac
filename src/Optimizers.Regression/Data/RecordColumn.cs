namespace Optimizers.Regression;

/// <summary>A column of records: either its numbers or its texts.</summary>
internal sealed record RecordColumn<T>(string Name, Func<T, double>? Number, Func<T, string?>? Text);
