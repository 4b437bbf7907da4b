using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Flow;

/// <summary>Whether what <c>Durable.ContinueAsNew</c> is given is what the workflow takes. It is checked once more at run time (DS1012).</summary>
internal static class NextArguments
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat;

    public static (string Why, SyntaxNode At)? WhyNot(IInvocationOperation call, Visit visit)
    {
        if (ValuesOf(call) is not { } values)
            return null;
        (string, SyntaxNode)? first = null;
        foreach (var workflow in WorkflowsOf(visit))
        {
            if (WhyNot(call, values, workflow, visit.Facts.Compilation) is not { } why)
                return null;
            first ??= why;
        }

        return first;
    }

    /// <summary>The workflows that this code is a part of; none for a helper that several classes may share.</summary>
    private static IEnumerable<IMethodSymbol> WorkflowsOf(Visit visit)
    {
        if (visit.Body.Root is not IMethodSymbol root)
            return [];
        if (visit.Body.Caller is null)
            return [root];
        return SymbolEqualityComparer.Default.Equals(visit.Body.Member.ContainingType, root.ContainingType)
            ? root.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(visit.Facts.IsWorkflow)
            : [];
    }

    /// <summary>The values one by one; null where they come in an array of which nobody knows what is in it.</summary>
    private static List<IOperation>? ValuesOf(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault() is not { } argument)
            return null;
        var value = argument.Value.Unconverted();
        if (argument.ArgumentKind == ArgumentKind.ParamArray || value is IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Object } })
            return (value as IArrayCreationOperation)?.Initializer?.ElementValues.Select(v => v.Unconverted()).ToList() ?? [];
        return value.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Object } or IErrorTypeSymbol ? null : [value];
    }

    private static (string Why, SyntaxNode At)? WhyNot(IInvocationOperation call, List<IOperation> values, IMethodSymbol workflow, Compilation compilation)
    {
        var parameters = workflow.Parameters.Where(p => p.Type is not { Name: "CancellationToken", ContainingNamespace.Name: "Threading" }).ToList();
        var takes = $"{workflow.ContainingType.Name}.{workflow.Name} takes ({string.Join(", ", parameters.Select(p => $"{p.Type.ToDisplayString(Format)} {p.Name}"))})";
        if (parameters.Count != values.Count)
            return ($"{takes}, and Durable.ContinueAsNew is given {values.Count} of {parameters.Count} arguments; pass what the workflow takes, without its token", call.Syntax);
        for (var i = 0; i < values.Count; i++)
        {
            if (!Fits(values[i], parameters[i].Type, compilation))
                return ($"{takes}, and {parameters[i].Name} can't be {values[i].Type?.ToDisplayString(Format) ?? "null"}; pass what the workflow takes", values[i].Syntax);
        }

        return null;
    }

    /// <summary>What only a cast would tell may fit; the value is boxed, so that no conversion of its own is made.</summary>
    private static bool Fits(IOperation value, ITypeSymbol type, Compilation compilation)
    {
        if (type is ITypeParameterSymbol || value.Type is IErrorTypeSymbol or ITypeParameterSymbol)
            return true;
        if (value.Type is null || value.ConstantValue is { HasValue: true, Value: null })
            return !type.IsValueType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        var conversion = compilation.ClassifyConversion(value.Type, type);
        return conversion.Exists && !conversion.IsUserDefined && !(conversion.IsExplicit && (conversion.IsNumeric || conversion.IsEnumeration));
    }
}
