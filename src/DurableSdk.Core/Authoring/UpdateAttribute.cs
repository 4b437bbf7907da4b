namespace DurableSdk;

/// <summary>
/// Makes a method of a workflow's class change the run's state and answer its caller, by <c>DurableClient.UpdateAsync</c>: it is called on the run's instance when the update's turn in the log
/// comes, live as on replay. It is workflow code, under the same rules.
/// </summary>
/// <remarks>
/// The method returns nothing, a value, a <see cref="Task"/> or a <see cref="Task{TResult}"/>. While an async one waits, the workflow and others go on. An exception that leaves it goes to the caller and leaves
/// the run alone. The run ends when the workflow's method does: the caller of an update that still waits then hears that.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UpdateAttribute : Attribute
{
    /// <summary>The name by which it is sent. Default: the method's name, without <c>Async</c> at its end.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// A method of the class with the same parameters that says whether the update is accepted: it throws, or returns <c>false</c> or a text that isn't null, to refuse it. It only looks. Default: none, each is accepted.
    /// </summary>
    public string? Validate { get; set; }
}
