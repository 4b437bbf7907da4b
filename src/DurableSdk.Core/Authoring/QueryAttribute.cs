namespace DurableSdk;

/// <summary>
/// Makes a method or a readable property of a workflow's class answer from the run's state, by <c>DurableClient.QueryAsync</c>. It only looks: a
/// durable operation or a drawn value in it throws, and it changes no field.
/// </summary>
/// <remarks>It isn't async, returns something that can be recorded, and is never part of the run: it is called on an instance that is built from the log and thrown away.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class QueryAttribute : Attribute
{
    /// <summary>The name by which it is asked. Default: the member's name.</summary>
    public string? Name { get; set; }
}
