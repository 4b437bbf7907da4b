using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Reads the updates that a workflow's class takes: its <c>[Update]</c> methods and what validates them.</summary>
internal static class UpdateParser
{
    public static EquatableArray<UpdateModel> Parse(INamedTypeSymbol type, Compilation compilation)
    {
        var updates = new SortedDictionary<string, UpdateModel>(StringComparer.Ordinal);
        foreach (var method in Methods(type))
        {
            if (Parse(method, type, compilation, null) is { } update && !updates.ContainsKey(update.Name))
                updates.Add(update.Name, update);
        }

        return updates.Values.ToEquatableArray();
    }

    /// <summary>The <c>[Update]</c> methods of a class and of those that it derives from; of an overridden one the last.</summary>
    public static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var method in current.GetMembers().OfType<IMethodSymbol>())
            {
                if (AttributeOf(method) is not null)
                    yield return method.PartialDefinitionPart ?? method;
            }
        }
    }

    public static AttributeData? AttributeOf(IMethodSymbol method) => StepParser.AttributeOf(method, WellKnownNames.UpdateAttribute);

    public static string NameOf(IMethodSymbol method) => Text(method, "Name") is { Length: > 0 } given ? given : HandleNames.WithoutAsync(method.Name);

    /// <param name="type">The class that has it, perhaps from one that it derives from.</param>
    public static UpdateModel? Parse(IMethodSymbol method, INamedTypeSymbol type, Compilation compilation, ProblemSink? sink)
    {
        if (WhyNot(method) is { } why)
        {
            sink?.Invoke(Rules.Rules.WrongMessage, method.Locations.FirstOrDefault(), method.Name, "Update", why);
            return null;
        }

        if (InheritedMethods.Parse(method, type, "Update", compilation, sink) is not { } parsed || !TryParseValidator(method, type, compilation, sink, out var validator))
            return null;
        var isPublic = Visibility.IsPublic(method.ReturnType) && method.Parameters.All(p => Visibility.IsPublic(p.Type));
        return new UpdateModel(NameOf(method), parsed, validator, HandleNames.Of(method.Name, "Update"), isPublic);
    }

    /// <summary>Whether a method validates an update of its class.</summary>
    public static bool IsValidator(IMethodSymbol method) => method.MethodKind == MethodKind.Ordinary
        && method.ContainingType.GetMembers().OfType<IMethodSymbol>().Any(m => AttributeOf(m) is not null && Text(m, "Validate") == method.Name && Fits(method, m));

    /// <summary>The method that validates an update; null where none does.</summary>
    public static IMethodSymbol? ValidatorOf(IMethodSymbol update) =>
        Text(update, "Validate") is { } name ? Named(update.ContainingType, name).FirstOrDefault(m => Fits(m, update)) : null;

    private static bool TryParseValidator(IMethodSymbol update, INamedTypeSymbol type, Compilation compilation, ProblemSink? sink, out MethodModel? validator)
    {
        validator = null;
        if (Text(update, "Validate") is not { } name)
            return true;
        if (ValidatorOf(update) is { } method)
            return (validator = InheritedMethods.Parse(method, type, "Validator", compilation, sink)) is not null;
        var location = AttributeOf(update)!.ApplicationSyntaxReference?.GetSyntax().GetLocation();
        var parameters = string.Join(", ", update.Parameters.Select(p => $"{SignatureRules.Short(p.Type)} {p.Name}"));
        sink?.Invoke(Rules.Rules.WrongValidator, location, update.Name, name, !Named(update.ContainingType, name).Any() ? "doesn't exist" : "has another signature", parameters);
        return false;
    }

    private static IEnumerable<IMethodSymbol> Named(INamedTypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var method in current.GetMembers(name).OfType<IMethodSymbol>())
                yield return method;
        }
    }

    private static bool Fits(IMethodSymbol validator, IMethodSymbol update) =>
        validator is { IsGenericMethod: false, IsAsync: false, IsAbstract: false }
        && (validator.ReturnsVoid || validator.ReturnType.SpecialType is SpecialType.System_Boolean or SpecialType.System_String)
        && validator.Parameters.Length == update.Parameters.Length
        && validator.Parameters.Zip(update.Parameters, (one, other) => one.RefKind == other.RefKind && SymbolEqualityComparer.Default.Equals(one.Type, other.Type)).All(same => same);

    private static string? Text(IMethodSymbol method, string option) => AttributeOf(method)?.NamedArguments.FirstOrDefault(a => a.Key == option).Value.Value as string;

    private static string? WhyNot(IMethodSymbol method) => method switch
    {
        { MethodKind: not MethodKind.Ordinary } => "it is no ordinary method",
        { IsStatic: true } => "it is static; an update changes the state of one run, which its instance holds",
        { IsGenericMethod: true } => "it is generic, and nobody could say which type was sent",
        { IsAbstract: true } => "it is abstract; put it on the method that implements it",
        { ContainingType.TypeKind: TypeKind.Interface } => "it is an interface's, from which a workflow's class inherits nothing; put it on a method of the class",
        { IsAsync: true, ReturnsVoid: true } => "it is async void, so nobody could wait for it; let it return Task",
        _ when method.ReturnType is INamedTypeSymbol { Name: "ValueTask" } && MethodParser.IsTask(method.ReturnType) => "it returns a ValueTask; let it return Task, or the value itself",
        _ when method.Parameters.Any(p => MethodParser.IsCancellationToken(p.Type)) => "it takes a CancellationToken; give that to the workflow's method",
        _ => null,
    };
}
