namespace DurableSdk.Events;

/// <summary>The run cannot go on until the cause is mended.</summary>
/// <param name="Code">The error's code.</param>
/// <param name="Report">What is wrong and what to do.</param>
/// <param name="Build">The build of the program that could not go on.</param>
public sealed record Blocked(string Code, string Report, string Build) : RunEvent;
