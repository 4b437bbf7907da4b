namespace DurableSdk;

/// <summary>
/// Ends a run and goes on with a new one; made by <see cref="Durable.ContinueAsNew"/> and to be thrown. It must leave the workflow's method:
/// a <c>catch (Exception)</c> on its way lets it pass by <c>when (e is not ContinueAsNewException)</c>.
/// </summary>
public sealed class ContinueAsNewException : Exception
{
    internal ContinueAsNewException(ReadOnlyMemory<byte> arguments)
        : base("The run ends here, and goes on as a new one once this exception has left the workflow's method.") => Arguments = arguments;

    /// <summary>The next run's arguments as a JSON array.</summary>
    internal ReadOnlyMemory<byte> Arguments { get; }
}
