namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for and netstandard2.0 lacks: records and init-only properties.</summary>
internal static class IsExternalInit;
