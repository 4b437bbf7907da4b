namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>What an overload takes that doesn't depend on the culture of the machine.</summary>
internal enum CultureArgumentKind
{
    Provider,
    Comparison,
    Comparer,
}
