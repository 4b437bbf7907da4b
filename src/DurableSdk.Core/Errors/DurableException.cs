namespace DurableSdk;

/// <summary>An error of the engine. <see cref="Code"/> is stable and has a page in <c>docs/errors/</c>.</summary>
public class DurableException : Exception
{
    /// <summary>Makes an error with its stable code; the message begins with the code.</summary>
    public DurableException(string code, string message, Exception? innerException = null)
        : base($"{code}: {message} docs/errors/{code}.md", innerException) => Code = code;

    private DurableException(string completeMessage)
        : base(completeMessage) => Code = "";

    /// <summary>The stable code, such as <c>DS1001</c>.</summary>
    public string Code { get; private init; }

    /// <summary>An error as a log has it: its message is complete.</summary>
    internal static DurableException Recorded(string code, string message) => new(message) { Code = code };
}
