namespace DurableSdk.Analyzers.Apis;

/// <summary>What is known of an API: the rule that speaks of it, and what to write instead.</summary>
/// <param name="Rule">A rule's id, or <see cref="Safe"/>.</param>
/// <param name="Instead">What to write instead, as the rule's message wants it; empty where the rule says it itself.</param>
internal sealed record ApiEntry(string Rule, string Instead)
{
    public const string Safe = "safe";
}
