using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes;

/// <summary>What a fix makes of a solution.</summary>
/// <param name="Title">What the light bulb says. Fix-all takes together what has one title.</param>
/// <param name="Solution">The solution after it.</param>
internal sealed record Repair(string Title, Solution Solution);
