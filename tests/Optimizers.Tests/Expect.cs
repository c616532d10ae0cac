namespace Optimizers.Tests;

/// <summary>Assertions that read as sentences.</summary>
internal static class Expect
{
    /// <summary>A caller's mistake is refused with a message and the parameter's name.</summary>
    public static void Refused(Action act, string message, string parameter)
        => act.Should().Throw<ArgumentException>().WithMessage(message).WithParameterName(parameter);
}
