using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Suppressors;

/// <summary>A rule of another analyzer that is silenced, and where.</summary>
internal sealed record ForeignRule(SuppressionDescriptor Descriptor, SuppressionScope Scope);
