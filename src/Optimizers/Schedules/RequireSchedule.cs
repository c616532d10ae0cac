using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Checks of the schedules that callers give, as <see cref="Require"/> has them for numbers.</summary>
internal static class RequireSchedule
{
    /// <summary>A schedule; if it does not change, of a finite number above 0.</summary>
    public static Schedule Positive(Schedule value, [CallerMemberName] string name = "")
    {
        if (Require.NotNull(value, name) is Schedule.Constant constant)
        {
            Require.Positive(constant.Value, name);
        }

        return value;
    }

    /// <summary>A schedule; if it does not change, of a finite number that is at least 0.</summary>
    public static Schedule NonNegative(Schedule value, [CallerMemberName] string name = "")
    {
        if (Require.NotNull(value, name) is Schedule.Constant constant)
        {
            Require.NonNegative(constant.Value, name);
        }

        return value;
    }

    /// <summary>A schedule; if it does not change, of a number that is at least 0 and below 1.</summary>
    public static Schedule BelowOne(Schedule value, [CallerMemberName] string name = "")
    {
        if (Require.NotNull(value, name) is Schedule.Constant constant)
        {
            Require.BelowOne(constant.Value, name);
        }

        return value;
    }
}
