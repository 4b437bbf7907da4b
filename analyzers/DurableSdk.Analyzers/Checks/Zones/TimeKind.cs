namespace DurableSdk.Analyzers.Checks.Zones;

/// <summary>For what a <c>DateTime</c> is taken where a zone is needed.</summary>
internal enum TimeKind
{
    Utc,

    /// <summary>Local, or without a zone: the machine's is taken.</summary>
    OfMachine,

    Unknown,

    /// <summary>Another finding speaks of where it comes from.</summary>
    Said,
}
