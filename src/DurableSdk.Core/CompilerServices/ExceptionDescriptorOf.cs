using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using DurableSdk.Failures;
using DurableSdk.Payloads;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: an exception type that a workflow catches, with its type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExceptionDescriptor<TException> : ExceptionDescriptor
    where TException : Exception
{
    private readonly ExceptionWriter<TException>? _write;

    /// <summary>Makes a descriptor.</summary>
    /// <param name="create">Makes the exception again.</param>
    /// <param name="write">Writes its properties; null where message and cause are all there is.</param>
    [SetsRequiredMembers] // see StepDescriptor
    public ExceptionDescriptor(ExceptionFactory create, ExceptionWriter<TException>? write = null)
        : base(ExceptionName.Of(typeof(TException)), typeof(TException), create) => _write = write;

    internal override bool HasProperties => _write is not null;

    internal override void WriteProperties(Utf8JsonWriter writer, PayloadSerializer serializer, Exception exception) =>
        _write!(writer, serializer, (TException)exception);
}
