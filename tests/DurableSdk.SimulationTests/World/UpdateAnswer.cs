namespace DurableSdk.SimulationTests.World;

/// <summary>What who asks for an update is told.</summary>
internal enum UpdateAnswer
{
    Done,
    Failed,
    Refused,

    /// <summary>The run ended, or is gone: it may have been done or not.</summary>
    Unknown,
}
