using System.ComponentModel;
using System.Text.Json;
using DurableSdk.Payloads;

namespace DurableSdk.CompilerServices;

/// <summary>
/// For generated code: writes the properties from which the exception can be made again, each as <c>writer.WritePropertyName("Code");
/// serializer.WriteElement(writer, e.Code)</c>; the object itself is written by the caller.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ExceptionWriter<TException>(Utf8JsonWriter writer, PayloadSerializer serializer, TException exception);

/// <summary>For generated code: makes the exception again.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Exception ExceptionFactory(FailureContent content);

/// <summary>For generated code: an exception type that a workflow catches, and how to make one again from the log.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ExceptionDescriptor
{
    private protected ExceptionDescriptor(string typeName, Type type, ExceptionFactory create)
    {
        TypeName = typeName;
        Type = type;
        Create = create;
    }

    /// <summary>The type's full name; type arguments stand in it without their assemblies.</summary>
    public string TypeName { get; }

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>Makes the exception again.</summary>
    public ExceptionFactory Create { get; }

    internal abstract bool HasProperties { get; }

    internal abstract void WriteProperties(Utf8JsonWriter writer, PayloadSerializer serializer, Exception exception);
}
