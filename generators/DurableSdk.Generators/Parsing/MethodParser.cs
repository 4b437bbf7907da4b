using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Reads a step's or workflow's method, always its definition: generic steps get generic code.</summary>
internal static class MethodParser
{
    private static readonly SymbolDisplayFormat DisplayFormat = SymbolDisplayFormat.CSharpErrorMessageFormat;

    /// <param name="method">The method's definition.</param>
    /// <param name="what"><c>Step</c> or <c>Workflow</c>, for messages.</param>
    /// <returns>Null where no code can be generated.</returns>
    public static MethodModel? Parse(IMethodSymbol method, string what, Compilation compilation, ProblemSink? sink)
    {
        if (HasErrors(method) || !SignatureRules.Check(method, what, compilation, sink))
            return null;

        var types = TypeTextOf(method);
        var ofType = TypeParametersOf(method.ContainingType);
        var carrier = what == "Step" ? StepParser.FindCarrier(method) : null;
        var isAccessible = compilation.IsSymbolAccessibleWithin(method, compilation.Assembly);
        return new MethodModel(
            method.Name,
            method.ToDisplayString(DisplayFormat),
            HolderOf(method.ContainingType),
            Identifiers.MetadataName(method.ContainingType),
            OrdinalOf(method),
            types.Unannotated(method.ContainingType),
            !isAccessible && method.ContainingType.IsStatic ? RuntimeName(method.ContainingType, ofType.Count) : null,
            method.IsStatic,
            method.IsExtensionMethod,
            isAccessible,
            ofType.Select(p => new TypeParameterModel(types.Of(p), types.Constraints(p))).ToEquatableArray(),
            method.TypeParameters.Select(p => new TypeParameterModel(types.Of(p), types.Constraints(p))).ToEquatableArray(),
            method.Parameters.Select(p => ParseParameter(p, types) with { IsNotCompared = IsNotCompared(p, carrier) }).ToEquatableArray(),
            ParseReturn(method.ReturnType, types) ?? PlainReturn(method, types),
            WarningIds.Of(method));
    }

    /// <summary>Types as the code that belongs to the method writes them.</summary>
    public static TypeText TypeTextOf(IMethodSymbol method)
    {
        var types = new TypeText();
        foreach (var parameter in TypeParametersOf(method.ContainingType).Concat(method.TypeParameters))
            types.Add(parameter);
        return types;
    }

    public static ReturnModel? ParseReturn(ITypeSymbol type, TypeText types)
    {
        if (type is not INamedTypeSymbol named || !IsTask(named))
            return null;
        var kind = (named.Name, named.Arity) switch
        {
            ("Task", 0) => ReturnKind.Task,
            ("Task", _) => ReturnKind.TaskOfResult,
            (_, 0) => ReturnKind.ValueTask,
            _ => ReturnKind.ValueTaskOfResult,
        };
        return new ReturnModel(
            kind, types.Of(type), named.Arity == 0 ? null : types.Of(named.TypeArguments[0]), type.NullableAnnotation == NullableAnnotation.Annotated);
    }

    private static ReturnModel PlainReturn(IMethodSymbol method, TypeText types) => method.ReturnsVoid
        ? new ReturnModel(ReturnKind.Void, "void", null, false)
        : new ReturnModel(ReturnKind.Value, types.Of(method.ReturnType), types.Of(method.ReturnType), false);

    public static bool IsTask(ITypeSymbol type) =>
        type is INamedTypeSymbol { ContainingType: null, MetadataName: "Task" or "Task`1" or "ValueTask" or "ValueTask`1" } named
        && named.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks";

    public static bool IsCancellationToken(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "CancellationToken", ContainingType: null } named
        && named.ContainingNamespace.ToDisplayString() == "System.Threading";

    public static ParameterModel ParseParameter(IParameterSymbol parameter, TypeText types) => new(
        parameter.Name,
        types.Of(parameter.Type),
        parameter.Type.TypeKind == TypeKind.Dynamic,
        IsCancellationToken(parameter.Type),
        IsNotCompared(parameter, null),
        ConstantText.DefaultOf(parameter, types))
    {
        Filled = IsCancellationToken(parameter.Type) ? "cancel" : TransactionRules.FilledBy(parameter.Type),
    };

    /// <param name="carrier">The method from which a step is inherited, with all that its attributes say.</param>
    private static bool IsNotCompared(IParameterSymbol parameter, IMethodSymbol? carrier) =>
        parameter.GetAttributes().Any(IsNotCompared) || carrier?.Parameters.ElementAtOrDefault(parameter.Ordinal)?.GetAttributes().Any(IsNotCompared) == true;

    /// <summary>What the compiler fills in of the caller changes with every edit, so it is recorded and not compared.</summary>
    private static bool IsNotCompared(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() is WellKnownNames.NotComparedAttribute
        or "System.Runtime.CompilerServices.CallerLineNumberAttribute"
        or "System.Runtime.CompilerServices.CallerMemberNameAttribute"
        or "System.Runtime.CompilerServices.CallerFilePathAttribute"
        or "System.Runtime.CompilerServices.CallerArgumentExpressionAttribute";

    /// <summary>A class can't have a member of its own name (CS0542). Members end in a digit, in Call or in Compensation, so a holder that does gets an underscore.</summary>
    private static string HolderOf(INamedTypeSymbol type)
    {
        var name = Identifiers.Encode(Identifiers.MetadataName(type));
        return Identifiers.Escape(char.IsDigit(name[name.Length - 1]) || name.EndsWith("_Call", StringComparison.Ordinal) || name.EndsWith("_Compensation", StringComparison.Ordinal) ? name + "_" : name);
    }

    /// <summary>Those of the type and of the types around it, the outermost first.</summary>
    public static List<ITypeParameterSymbol> TypeParametersOf(INamedTypeSymbol type)
    {
        var parameters = type.ContainingType is { } outer ? TypeParametersOf(outer) : [];
        parameters.AddRange(type.TypeParameters);
        return parameters;
    }

    private static int OrdinalOf(IMethodSymbol method)
    {
        var ordinal = 0;
        foreach (var member in method.ContainingType.GetMembers(method.Name))
        {
            if (SymbolEqualityComparer.Default.Equals(member, method) || SymbolEqualityComparer.Default.Equals(member, method.PartialDefinitionPart))
                return ordinal;
            ordinal++;
        }

        return ordinal;
    }

    private static string RuntimeName(INamedTypeSymbol type, int arity)
    {
        var name = Identifiers.MetadataName(type);
        if (arity > 0)
            name += "[" + string.Join(",", Enumerable.Range(0, arity).Select(i => $"!{i}")) + "]";
        return $"{name}, {type.ContainingAssembly.Identity.Name}";
    }

    private static bool HasErrors(IMethodSymbol method) =>
        Visibility.HasErrors(method.ReturnType)
        || Visibility.HasErrors(method.ContainingType)
        || method.Parameters.Any(p => p.Name.Length == 0 || Visibility.HasErrors(p.Type))
        || method.TypeParameters.Any(p => p.ConstraintTypes.Any(Visibility.HasErrors));
}
