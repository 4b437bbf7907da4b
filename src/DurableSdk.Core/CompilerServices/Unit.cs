using System.ComponentModel;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: the result of a method that has none; <c>null</c> in the log.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Unit
{
    /// <summary>The result of a method without one, when its task has completed.</summary>
    public static async ValueTask<Unit> After(Task task)
    {
        await task;
        return default;
    }

    /// <summary>The result of a method without one, when its task has completed.</summary>
    public static async ValueTask<Unit> After(ValueTask task)
    {
        await task;
        return default;
    }
}
