using System.Runtime.ExceptionServices;
using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.Payloads;

namespace DurableSdk.Failures;

/// <summary>
/// Turns exceptions into failures and back. Only the types of the table are made again; no name from the log ever reaches
/// reflection. A cancellation is never made again from a failure: that is for the run's own cancellation to say.
/// </summary>
internal sealed class ExceptionTable
{
    private const int CausesMax = 8;

    /// <summary>How many characters of a message, a stack trace or a datum are recorded.</summary>
    private const int TextMax = 32 * 1024;

    /// <summary>How many characters the data of an exception may have together; the entries after them are left out.</summary>
    private const int DataMax = 4 * TextMax;

    private readonly Dictionary<string, ExceptionDescriptor> _byName = new(StringComparer.Ordinal);
    private readonly PayloadSerializer _serializer;

    public ExceptionTable(IEnumerable<ExceptionDescriptor> descriptors, PayloadSerializer serializer)
    {
        _serializer = serializer;
        Add(new ExceptionDescriptor<TimeoutException>(static content => new TimeoutException(content.Message, content.Cause)));
        foreach (var descriptor in descriptors)
            Add(descriptor);
    }

    /// <summary>Whether what is captured says where it was thrown.</summary>
    public bool KeepsStackTraces { get; init; } = true;

    public Failure Capture(Exception exception) => Capture(exception, CausesMax);

    /// <summary>An exception's message may be its author's code, and throw.</summary>
    public static string MessageOf(Exception exception) => Read(() => exception.Message) ?? "(its message can't be read)";

    public Exception Recreate(string stepId, Failure failure) =>
        RecreateKnown(stepId, failure) ?? Complete(new StepFailedException(stepId, failure), failure);

    public Exception Recreate(ChildFailed e) => e.Failure is not { } failure
        ? new ChildWorkflowFailedException(e)
        : RecreateKnown(e.Id, failure) ?? Complete(new ChildWorkflowFailedException(e), failure);

    private void Add(ExceptionDescriptor descriptor)
    {
        if (!typeof(OperationCanceledException).IsAssignableFrom(descriptor.Type))
            _byName[descriptor.TypeName] = descriptor;
    }

    private Failure Capture(Exception exception, int causesLeft)
    {
        var cause = causesLeft == 0 ? null
            : FailureIn(exception) is { } recorded ? Shorten(recorded, causesLeft - 1)
            : exception.InnerException is { } inner ? Capture(inner, causesLeft - 1)
            : null;
        return new Failure
        {
            Types = TypeNames(exception),
            Message = Cut(MessageOf(exception)),
            StackTrace = KeepsStackTraces && Read(() => exception.StackTrace) is { } trace ? Cut(TraceText.WithoutEngine(trace)) : null,
            Data = Read(() => TextData(exception)) ?? [],
            Properties = Properties(exception),
            Cause = cause,
        };
    }

    /// <summary>What stands in the log of a step or a child that failed.</summary>
    private static Failure? FailureIn(Exception exception) => (exception as StepFailedException)?.Failure ?? (exception as ChildWorkflowFailedException)?.Failure;

    /// <summary>An exception's members are its author's code: one that throws must not keep the failure from being recorded.</summary>
    private static T? Read<T>(Func<T?> member)
        where T : class
    {
        try
        {
            return member();
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Half of a surrogate pair can't be written, and what is read again has to be the same.</summary>
    private static string Cut(string text)
    {
        if (text.Length > TextMax)
            text = string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[TextMax - 1]) ? TextMax - 1 : TextMax), "…");
        return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
    }

    private static Failure Shorten(Failure failure, int causesLeft) => failure with
    {
        Cause = causesLeft > 0 && failure.Cause is { } cause ? Shorten(cause, causesLeft - 1) : null,
    };

    private Exception? RecreateKnown(string stepId, Failure failure)
    {
        foreach (var name in failure.Types)
        {
            if (_byName.TryGetValue(ExceptionName.Today(name), out var descriptor))
                return TryCreate(descriptor, stepId, failure);
        }

        return null;
    }

    private Exception? TryCreate(ExceptionDescriptor descriptor, string stepId, Failure failure)
    {
        var cause = failure.Cause is { } inner ? Recreate(stepId, inner) : null;
        try
        {
            return Complete(descriptor.Create(new FailureContent(failure.Message, cause, failure.Properties, _serializer)), failure);
        }
        catch (Exception)
        {
            // The type's own constructor refused what was recorded: the workflow still gets the failure, as StepFailedException.
            return null;
        }
    }

    private static Exception Complete(Exception exception, Failure failure)
    {
        foreach (var (key, value) in failure.Data)
            exception.Data[key] = value;
        if (failure.StackTrace is { } stack)
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, stack);
        return exception;
    }

    private ReadOnlyMemory<byte>? Properties(Exception exception)
    {
        for (var type = exception.GetType(); type is not null && type != typeof(Exception); type = type.BaseType)
        {
            if (_byName.TryGetValue(ExceptionName.Of(type), out var descriptor))
                return descriptor.HasProperties ? TryWriteProperties(descriptor, exception) : null;
        }

        return null;
    }

    private ReadOnlyMemory<byte>? TryWriteProperties(ExceptionDescriptor descriptor, Exception exception)
    {
        try
        {
            return _serializer.Write("an exception's properties", (_serializer, descriptor, exception), static (writer, s) =>
            {
                writer.WriteStartObject();
                s.descriptor.WriteProperties(writer, s._serializer, s.exception);
                writer.WriteEndObject();
            });
        }
        catch (DurableException)
        {
            // A failure must be recordable whatever its properties hold: type, message and causes count for more.
            return null;
        }
    }

    private static List<string> TypeNames(Exception exception)
    {
        var names = new List<string>();
        for (var type = exception.GetType(); type is not null && type != typeof(Exception); type = type.BaseType)
            names.Add(ExceptionName.Of(type));
        if (names.Count == 0)
            names.Add(typeof(Exception).FullName!);
        return names;
    }

    private static Dictionary<string, string> TextData(Exception exception)
    {
        var data = new Dictionary<string, string>();
        var left = DataMax;
        foreach (System.Collections.DictionaryEntry entry in exception.Data)
        {
            if (entry.Key is not string key)
                continue;
            var value = Cut(Read(() => Convert.ToString(entry.Value, System.Globalization.CultureInfo.InvariantCulture)) ?? "");
            left -= key.Length + value.Length;
            if (left < 0)
                break;
            data[Cut(key)] = value;
        }

        return data;
    }
}
