namespace DurableSdk.Storage;

/// <summary>Who executes, for people and for the decision whether a blocked run is worth another try.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="Build">Identifies the program's code; runs that another build blocked are claimable again.</param>
/// <param name="Since">When it became the owner (UTC).</param>
public sealed record OwnerInfo(string Host, int ProcessId, string Build, DateTimeOffset Since);

/// <summary>What came of trying to become the owner.</summary>
/// <param name="Owner">The ownership, or null when somebody else has it.</param>
/// <param name="HeldBy">Who has it, where that is known.</param>
public readonly record struct OwnershipResult(IRunOwner? Owner, OwnerInfo? HeldBy);
