namespace DurableSdk.Generators.Models;

/// <summary>How an exception type is made again from the log.</summary>
/// <param name="Arguments">The constructor's arguments, in order.</param>
/// <param name="Assigned">The properties that an object initializer restores.</param>
/// <param name="WarningIds">What generated code disables because it mentions this type and its members.</param>
internal sealed record ExceptionModel(
    string Type, string TypeName, EquatableArray<ExceptionArgumentModel> Arguments, EquatableArray<ExceptionPropertyModel> Assigned,
    EquatableArray<string> WarningIds);

internal enum ExceptionSource
{
    Message,
    Cause,
    Property,
}

/// <param name="Property">Which property, where it comes from one.</param>
internal sealed record ExceptionArgumentModel(ExceptionSource Source, ExceptionPropertyModel? Property);

internal sealed record ExceptionPropertyModel(string Name, string Type);

/// <summary>What one catch clause asks for.</summary>
/// <param name="CatchesAll">It catches every exception, so every exception type of the source may be asked for by its handler.</param>
/// <param name="TypeNames">The types it names.</param>
/// <param name="Types">Those of them that can be made again.</param>
internal sealed record CatchModel(bool CatchesAll, EquatableArray<string> TypeNames, EquatableArray<ExceptionModel> Types);

/// <summary>An exception type that the source declares.</summary>
/// <param name="BaseNames">The metadata names of its base types, without <c>System.Exception</c>.</param>
internal sealed record DeclaredExceptionModel(ExceptionModel Exception, EquatableArray<string> BaseNames);
