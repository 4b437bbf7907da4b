namespace DurableSdk.Storage;

/// <summary>A message from one run to another. Of a chain of continued runs the last gets it, whichever is named.</summary>
/// <param name="RunId">The run that is to get it.</param>
/// <param name="Message">The message.</param>
public sealed record OutgoingMessage(string RunId, InboxMessage Message);
