using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>
/// Finds out how an exception can be made again: the constructor most of whose parameters are the message, the cause or
/// a readable property of the parameter's name, then what can be assigned.
/// </summary>
internal static class ExceptionParser
{
    /// <summary>The same few types are caught in many places.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, (ExceptionModel? Model, string? WhyNot)>> Parsed = new();

    /// <returns>The model, or why there is none; neither for an abstract type, of which only derived ones are thrown, nor for what the engine itself throws.</returns>
    public static (ExceptionModel? Model, string? WhyNot) Parse(INamedTypeSymbol type, Compilation compilation) =>
        Parsed.GetValue(compilation, static _ => new(SymbolEqualityComparer.IncludeNullability)).GetOrAdd(type, t => Read(t, compilation));

    private static (ExceptionModel? Model, string? WhyNot) Read(INamedTypeSymbol type, Compilation compilation)
    {
        if (Visibility.HasErrors(type) || type.IsUnboundGenericType || type.IsAbstract || ExceptionTypes.IsOfSdk(type))
            return (null, null);
        if (Visibility.FirstHidden(type, compilation) is { } hidden)
            return (null, $"it is {hidden.Why}");
        if (IsForbiddenType(type))
            return (null, "it is obsolete, and to mention it is an error");

        var text = new TypeText();
        var properties = ReadableProperties(type, compilation);
        var required = properties.Values.Where(p => p.IsRequired).ToList();
        if (RequiredNames(type).Any(name => !required.Any(p => p.Name == name)))
            return (null, "it has a required member that can't be read back");

        var constructor = type.InstanceConstructors
            .Where(c => compilation.IsSymbolAccessibleWithin(c, compilation.Assembly) && !IsForbidden(c))
            .Select(c => (Symbol: c, Arguments: Match(c, properties, text)))
            .Where(c => c.Arguments is not null)
            .OrderByDescending(c => Rank(type, c.Arguments!))
            .FirstOrDefault();
        if (constructor.Arguments is null)
            return (null, "no constructor takes only its message, its cause and its public properties");

        var covered = new HashSet<string>(constructor.Arguments.Select(a => a.Property?.Name).OfType<string>(), StringComparer.Ordinal);
        var setsRequired = constructor.Symbol.GetAttributes().Any(a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute");
        var assigned = properties.Values
            .Where(p => (p.IsRequired && !setsRequired) || (!covered.Contains(p.Name) && IsAssignable(p, compilation)))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ToList();
        var mentioned = properties.Values.Where(p => covered.Contains(p.Name)).Concat(assigned).Append<ISymbol>(constructor.Symbol);
        var restored = assigned.Select(p => new ExceptionPropertyModel(Identifiers.Escape(p.Name), text.Of(p.Type)));
        return (new ExceptionModel(
            text.Unannotated(type), Identifiers.MetadataName(type) + text.Unannotated(type), constructor.Arguments.ToEquatableArray(), restored.ToEquatableArray(), WarningIds.Of(type, mentioned)), null);
    }

    private static List<ExceptionArgumentModel>? Match(IMethodSymbol constructor, Dictionary<string, IPropertySymbol> properties, TypeText text)
    {
        var arguments = new List<ExceptionArgumentModel>();
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
                return null;
            if (PropertyOf(parameter, constructor, properties) is { } property)
                arguments.Add(new(ExceptionSource.Property, new(Identifiers.Escape(property.Name), text.Of(property.Type))));
            else if (parameter.Type.SpecialType == SpecialType.System_String && IsMessage(parameter, constructor))
                arguments.Add(new(ExceptionSource.Message, null));
            else if (ExceptionTypes.IsExactlyException(parameter.Type))
                arguments.Add(new(ExceptionSource.Cause, null));
            else
                return null;
        }

        return arguments.Count(a => a.Source == ExceptionSource.Message) > 1 || arguments.Count(a => a.Source == ExceptionSource.Cause) > 1 ? null : arguments;
    }

    /// <summary>The property of the parameter's name, or of it after the type's: <c>SqliteException(string message, int errorCode)</c> has a <c>SqliteErrorCode</c>.</summary>
    private static IPropertySymbol? PropertyOf(IParameterSymbol parameter, IMethodSymbol constructor, Dictionary<string, IPropertySymbol> properties)
    {
        var type = constructor.ContainingType.Name;
        var prefix = type.EndsWith("Exception", StringComparison.Ordinal) ? type.Substring(0, type.Length - "Exception".Length) : type;
        string[] names = type == "Win32Exception" && parameter.Name == "error" ? ["NativeErrorCode"] : [prefix + parameter.Name, parameter.Name];
        return names
            .Select(name => properties.TryGetValue(name, out var property) ? property : null)
            .FirstOrDefault(p => p is not null && SymbolEqualityComparer.Default.Equals(p.Type, parameter.Type));
    }

    /// <summary>By its name, or because it is the only text beside the cause.</summary>
    private static bool IsMessage(IParameterSymbol parameter, IMethodSymbol constructor) =>
        parameter.Name.EndsWith("message", StringComparison.OrdinalIgnoreCase)
        || constructor.Parameters.All(p => SymbolEqualityComparer.Default.Equals(p, parameter) || ExceptionTypes.IsExactlyException(p.Type));

    /// <summary>
    /// The more is restored, the better. A message that the type itself composes would be composed twice: there a
    /// constructor without one is better in our own source, and elsewhere one of message and cause alone, which keeps the text.
    /// </summary>
    private static int Rank(INamedTypeSymbol type, List<ExceptionArgumentModel> arguments)
    {
        var message = arguments.Any(a => a.Source == ExceptionSource.Message);
        var cause = arguments.Any(a => a.Source == ExceptionSource.Cause);
        var properties = arguments.Count(a => a.Source == ExceptionSource.Property);
        var composes = ExceptionTypes.ChainOf(type).FirstOrDefault(t => t.GetMembers("Message").Any(m => m.IsOverride));
        if (composes is null || IsFileException(composes))
            return (message ? 1000 : 0) + (cause ? 10 : 0) + (properties * 100);
        return composes.Locations.Any(l => l.IsInSource) && properties > 0
            ? (message ? 0 : 1000) + (cause ? 10 : 0) + (properties * 100)
            : (message ? 1000 : 0) + (cause ? 10 : 0) - (properties * 100);
    }

    /// <summary>They compose a message only where none was given.</summary>
    private static bool IsFileException(INamedTypeSymbol type) =>
        type.ToDisplayString() is "System.IO.FileNotFoundException" or "System.IO.FileLoadException" or "System.BadImageFormatException";

    /// <summary>By name without case, the most derived first; without what <c>System.Exception</c> has.</summary>
    private static Dictionary<string, IPropertySymbol> ReadableProperties(INamedTypeSymbol type, Compilation compilation)
    {
        var properties = new Dictionary<string, IPropertySymbol>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in ExceptionTypes.ChainOf(type).SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>())
        {
            if (property is { IsStatic: false, IsIndexer: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public }
                && !IsForbidden(property)
                && !Visibility.HasErrors(property.Type)
                && IsRecordable(property.Type)
                && Visibility.FirstHidden(property.Type, compilation) is null
                && !properties.ContainsKey(property.Name))
                properties.Add(property.Name, property);
        }

        return properties;
    }

    private static bool IsRecordable(ITypeSymbol type) =>
        Recordability.WhyNot(type) is null
        && type.SpecialType != SpecialType.System_Object
        && type.TypeKind != TypeKind.Dynamic
        && !ExceptionTypes.IsException(type)
        && type.ToDisplayString() != "System.Collections.IDictionary"
        && (type is not INamedTypeSymbol named || named.TypeArguments.All(IsRecordable))
        && (type is not IArrayTypeSymbol array || IsRecordable(array.ElementType));

    /// <summary>To mention it is an error: <c>[Obsolete("…", error: true)]</c>.</summary>
    private static bool IsForbidden(ISymbol member) => member.GetAttributes().Any(a =>
        a is { AttributeClass.Name: "ObsoleteAttribute", ConstructorArguments: { Length: 2 } arguments } && arguments[1].Value is true);

    private static bool IsForbiddenType(INamedTypeSymbol? type) => type is not null && (IsForbidden(type) || IsForbiddenType(type.ContainingType));

    private static bool IsAssignable(IPropertySymbol property, Compilation compilation) =>
        property.SetMethod is { } setter && compilation.IsSymbolAccessibleWithin(setter, compilation.Assembly);

    private static IEnumerable<string> RequiredNames(INamedTypeSymbol type) =>
        ExceptionTypes.ChainOf(type).SelectMany(t => t.GetMembers()).Where(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }).Select(m => m.Name);
}
