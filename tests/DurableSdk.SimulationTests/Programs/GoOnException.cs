namespace DurableSdk.SimulationTests.Programs;

/// <summary>The tree wants the next run; what continues is the workflow's method itself.</summary>
public sealed class GoOnException : Exception;
