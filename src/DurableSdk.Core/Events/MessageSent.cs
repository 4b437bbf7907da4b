namespace DurableSdk.Events;

/// <summary>The run sent a signal to another run: it lies in that one's inbox since the same transaction. Or the attempt to do so failed.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="To">The run that it was sent to, as the code named it; of a chain the last has got it.</param>
/// <param name="Name">The signal's name.</param>
/// <param name="Arguments">What it carries, as a JSON array.</param>
public sealed record MessageSent(string Id, string Source, string To, string Name, ReadOnlyMemory<byte> Arguments) : OperationEvent(Id)
{
    /// <summary>Why nothing was sent: the code of the error that the workflow's code got; null where it was sent.</summary>
    public string? Code { get; init; }

    /// <summary>With <see cref="Code"/>: the error's message.</summary>
    public string? Report { get; init; }
}
