using DurableSdk.CompilerServices;

namespace DurableSdk;

public static partial class Durable
{
    /// <summary>
    /// Says how far the run is, for people: <see cref="RunRecord.StatusText"/>. Recorded, so a replay says it again to nobody. It is on disk before
    /// a step that is called after it begins, and works in a cancelled run too. The next run of a chain (<see cref="ContinueAsNew"/>) begins with it.
    /// </summary>
    /// <param name="text">At most 1,000 characters, or the run is blocked (DS1020); null removes it.</param>
    /// <exception cref="DurableException">DS1007: called outside a workflow, or in a step; DS1008: called through a delegate.</exception>
    public static void SetStatus(string? text) => throw WorkflowScope.NotIntercepted("Durable.SetStatus");

    /// <summary>
    /// Gives the run an attribute that <see cref="RunQuery.Attributes"/> finds it by, or another value for one that it has. Recorded as
    /// <see cref="SetStatus"/> is; the next run of a chain has it too.
    /// </summary>
    /// <param name="key">1 to 100 characters. A run has at most 50 attributes, or it is blocked (DS1021).</param>
    /// <param name="value">A string of at most 500 characters, an integer, a double, a decimal, a bool, a <see cref="DateTimeOffset"/>, a
    /// <see cref="Guid"/> or an enum; null removes the attribute. What is longer blocks the run (DS1020).</param>
    /// <exception cref="DurableException">DS1007: called outside a workflow, or in a step; DS1008: called through a delegate.</exception>
    public static void SetAttribute(string key, AttributeValue? value) => throw WorkflowScope.NotIntercepted("Durable.SetAttribute");
}
