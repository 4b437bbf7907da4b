namespace DurableSdk.EndToEnd.Workload;

/// <summary>What a step gives: a value that anybody can work out, and which execution it was.</summary>
/// <param name="Value">The value.</param>
/// <param name="Execution">The execution's id in the journal.</param>
/// <param name="Build">Which build of the program executed it.</param>
public sealed record Receipt(long Value, string Execution, string Build);

/// <summary>What a run gives: a value that anybody can work out, and the executions whose results it has seen.</summary>
public sealed record Outcome(long Value, string[] Executions);
