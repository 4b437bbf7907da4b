namespace DurableSdk.CodeFixes.Async;

/// <summary>What a type is as the result of an async function.</summary>
internal enum TaskKind
{
    None,

    /// <summary>A task without a result.</summary>
    Plain,

    /// <summary>A task with a result.</summary>
    WithResult,
}
