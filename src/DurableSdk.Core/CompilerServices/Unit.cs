using System.ComponentModel;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: the result of a method that has none; <c>null</c> in the log.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Unit;
