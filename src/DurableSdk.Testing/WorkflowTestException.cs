namespace DurableSdk;

/// <summary>A test of a workflow has failed, or can't go on. Any test framework shows it as a failure. <see cref="DurableException.Code"/> is DS50nn.</summary>
public sealed class WorkflowTestException : DurableException
{
    internal WorkflowTestException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }
}
