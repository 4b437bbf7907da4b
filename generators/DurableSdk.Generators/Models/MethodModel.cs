namespace DurableSdk.Generators.Models;

/// <summary>A step's or workflow's method, as generated code writes it. Types are C# with <c>global::</c>.</summary>
/// <param name="Name">The method's name, unescaped.</param>
/// <param name="Display">The method as messages show it: <c>Shop.OrderWorkflow.ChargeAsync(string)</c>.</param>
/// <param name="Holder">The generated class that holds what belongs to the declaring type: its metadata name as an identifier.</param>
/// <param name="TypeName">The declaring type's metadata name, for hint names and order.</param>
/// <param name="Ordinal">Which of the type's methods of this name it is.</param>
/// <param name="DeclaringType">The declaring type.</param>
/// <param name="AccessorType">For an inaccessible method of a static class, which can't be a parameter's type: its name for the runtime.</param>
/// <param name="WarningIds">What generated code disables because it mentions this method and its types.</param>
/// <param name="IsAccessible">Whether generated code can call it by name; else by <c>[UnsafeAccessor]</c>.</param>
internal sealed record MethodModel(
    string Name,
    string Display,
    string Holder,
    string TypeName,
    int Ordinal,
    string DeclaringType,
    string? AccessorType,
    bool IsStatic,
    bool IsExtension,
    bool IsAccessible,
    EquatableArray<TypeParameterModel> TypeParametersOfType,
    EquatableArray<TypeParameterModel> TypeParametersOfMethod,
    EquatableArray<ParameterModel> Parameters,
    ReturnModel Return,
    EquatableArray<string> WarningIds)
{
    /// <summary>What tells an inherited method from another class's of its name; nothing for most.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>For an inaccessible method of a constructed type: how an accessor reaches it.</summary>
    public OpenMethodModel? Open { get; init; }

    /// <summary>The name of what belongs to this method inside <see cref="Holder"/>.</summary>
    public string Member => $"{Name}_{Ordinal}{Suffix}";
}

/// <summary>A method of a constructed type as the type's definition has it.</summary>
/// <param name="TypeArguments">What the type is constructed of: <c>&lt;int&gt;</c>.</param>
internal sealed record OpenMethodModel(MethodModel Definition, string TypeArguments);

/// <param name="Constraints">The <c>where</c> clause, or nothing.</param>
internal sealed record TypeParameterModel(string Name, string Constraints);

/// <param name="Name">Unescaped.</param>
/// <param name="Default">The default value as C#, or null.</param>
internal sealed record ParameterModel(
    string Name, string Type, bool IsDynamic, bool IsCancellationToken, bool IsNotCompared, string? Default)
{
    /// <summary>What the runtime fills in as C#; null for an argument.</summary>
    public string? Filled { get; init; }
}

internal enum ReturnKind
{
    Task,
    TaskOfResult,
    ValueTask,
    ValueTaskOfResult,

    /// <summary>A signal's method only.</summary>
    Void,

    /// <summary>What is no task: of a query's member only.</summary>
    Value,
}

/// <param name="Type">The declared return type.</param>
/// <param name="Result">The result's type; null where there is none.</param>
internal sealed record ReturnModel(ReturnKind Kind, string Type, string? Result, bool IsNullable);
