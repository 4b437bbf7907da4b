using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>What a caller must have right before the store is asked.</summary>
internal static class AppendRules
{
    public static void Check(Append append)
    {
        ArgumentNullException.ThrowIfNull(append);
        if (append.Events.Count == 0)
            throw new ArgumentException("An append has at least one event.", nameof(append));
        for (var i = 0; i < append.Events.Count; i++)
        {
            if (append.Events[i].Sequence != append.ExpectedSequence + 1 + i)
                throw new ArgumentException($"Event {i} has sequence {append.Events[i].Sequence}, not {append.ExpectedSequence + 1 + i}.", nameof(append));
        }
    }
}
