using System.Data;
using System.Reflection;

namespace Optimizers.Regression.Tests;

/// <summary>A reader of a table in memory that counts itself while it is open.</summary>
public class CountedReader : DispatchProxy
{
    private IDataReader _reader = null!;
    private Action _closed = null!;

    /// <summary>Opens a reader of a table.</summary>
    public static IDataReader Open(DataTable table, Action opened, Action closed)
    {
        IDataReader proxy = Create<IDataReader, CountedReader>();
        ((CountedReader)proxy)._reader = table.CreateDataReader();
        ((CountedReader)proxy)._closed = closed;
        opened();
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IDisposable.Dispose))
        {
            _closed();
        }

        return targetMethod.Invoke(_reader, args);
    }
}
