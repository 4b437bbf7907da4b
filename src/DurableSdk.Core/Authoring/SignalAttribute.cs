namespace DurableSdk;

/// <summary>
/// Makes a method of a workflow's class the handler of a signal: it is called on the run's instance when the signal's turn in the log comes, live as on
/// replay. It is workflow code, under the same rules.
/// </summary>
/// <remarks>
/// The method returns nothing or a <see cref="Task"/>. While an async one waits, the workflow and other handlers go on. An exception that leaves it ends the run as if
/// the workflow's method had thrown it. The run ends when the workflow's method does: a handler that is still waiting then isn't awaited.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SignalAttribute : Attribute
{
    /// <summary>The name by which it is sent. Default: the method's name, without <c>Async</c> at its end.</summary>
    public string? Name { get; set; }
}
