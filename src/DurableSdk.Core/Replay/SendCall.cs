namespace DurableSdk.Replay;

/// <summary>A signal to another run as the driver needs it.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Source">Where the call stands.</param>
/// <param name="To">The run that is to get it.</param>
/// <param name="Name">The signal's name.</param>
/// <param name="Arguments">What it carries, as a JSON array.</param>
internal sealed record SendCall(string Id, string Source, string To, string Name, ReadOnlyMemory<byte> Arguments);
