namespace DurableSdk;

/// <summary>What a payload is and where it belongs.</summary>
/// <param name="Description">For messages, such as <c>the result in event 3 of run 42</c>.</param>
/// <param name="Binding">
/// Names the place in the log, the same when the payload is decoded. Encryption authenticates it, so that nobody can put a payload in the place of another.
/// </param>
/// <param name="BytesMax">The largest payload, in bytes: what is decoded must not be larger.</param>
public sealed record PayloadContext(string Description, string Binding, int BytesMax);
