namespace DurableSdk.SimulationTests.Programs;

/// <summary>What fails on purpose.</summary>
public sealed class BrokenException(string message) : Exception(message);
