using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>What a method must be for code to be generated.</summary>
internal static class SignatureRules
{
    public static bool Check(IMethodSymbol method, string what, Compilation compilation, ProblemSink? sink)
    {
        var good = true;
        var location = method.Locations.FirstOrDefault();

        if (method.MethodKind == MethodKind.LocalFunction)
            return false; // DUR0008 stands at the attribute
        if (!method.ContainingType.CanBeReferencedByName)
        {
            Report(Rules.Rules.NotInterceptable, location, method.Name, "it is declared in an extension block; write it as a static method with a 'this' parameter");
            return false;
        }

        if ((!MethodParser.IsTask(method.ReturnType) && !MayReturnPlainly(method, what)) || method.ReturnsByRef || method.ReturnsByRefReadonly)
            Report(Rules.Rules.NotATask, location, what, method.Name, Short(method.ReturnType));
        if (!method.IsStatic && method.ContainingType.IsValueType)
            Report(Rules.Rules.StructInstance, location, method.Name, Short(method.ContainingType));

        foreach (var parameter in method.Parameters)
        {
            if (WhyNotRecordable(parameter, what) is { } why)
                Report(Rules.Rules.ParameterNotRecordable, parameter.Locations.FirstOrDefault(), $"Parameter '{parameter.Name}'", method.Name, why);
        }

        if (ResultOf(method.ReturnType) is { } result && Recordability.WhyNot(result) is { } whyResult && good)
            Report(Rules.Rules.ParameterNotRecordable, location, "The result", method.Name, whyResult);

        if (Visibility.FirstHidden(method.ContainingType, compilation) is { } hiddenType)
            Report(Rules.Rules.ContainingTypeHidden, location, method.Name, Short(hiddenType.Type), hiddenType.Why);
        else if (HiddenInSignature(method, compilation) is { } hidden)
            Report(Rules.Rules.SignatureTypeHidden, hidden.Location ?? location, method.Name, Short(hidden.Type), hidden.Why);
        return good;

        void Report(DiagnosticDescriptor rule, Location? at, params object[] arguments)
        {
            good = false;
            sink?.Invoke(rule, at, arguments);
        }
    }

    public static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    /// <summary>Who is asked needn't wait.</summary>
    private static bool MayReturnPlainly(IMethodSymbol method, string what) => what switch
    {
        "Signal" => method.ReturnsVoid,
        "Query" => !method.ReturnsVoid,
        "Update" or "Validator" => true,
        _ => false,
    };

    private static ITypeSymbol? ResultOf(ITypeSymbol type) => MethodParser.IsTask(type)
        ? ((INamedTypeSymbol)type).TypeArguments.FirstOrDefault()
        : type.SpecialType == SpecialType.System_Void ? null : type;

    private static string? WhyNotRecordable(IParameterSymbol parameter, string what) => parameter switch
    {
        { RefKind: RefKind.Ref } => "passed by ref",
        { RefKind: RefKind.Out } => "passed by out",
        { RefKind: not RefKind.None } => "passed by in",
        { Type: ITypeParameterSymbol { AllowsRefLikeType: true } } => "possibly a ref struct",
        { Type: INamedTypeSymbol { TypeKind: TypeKind.Interface } type } when HasStaticAbstract(type) => $"of interface {Short(type)}, which has static abstract members",
        _ when MethodParser.IsCancellationToken(parameter.Type) => null,
        _ when what is "Step" or "Compensation" && TransactionRules.FilledBy(parameter.Type) is not null => null,
        _ => Recordability.WhyNot(parameter.Type),
    };

    /// <summary>Such an interface can't be a type argument, as an argument's type is.</summary>
    private static bool HasStaticAbstract(INamedTypeSymbol type) => type.AllInterfaces.Add(type).SelectMany(i => i.GetMembers()).Any(m => m is { IsStatic: true, IsAbstract: true });

    private static (ITypeSymbol Type, string Why, Location? Location)? HiddenInSignature(IMethodSymbol method, Compilation compilation)
    {
        foreach (var parameter in method.Parameters)
        {
            if (Visibility.FirstHidden(parameter.Type, compilation) is { } inParameter)
                return (inParameter.Type, inParameter.Why, parameter.Locations.FirstOrDefault());
        }

        if (Visibility.FirstHidden(method.ReturnType, compilation) is { } inResult)
            return (inResult.Type, inResult.Why, null);
        foreach (var constraint in method.TypeParameters.Concat(method.ContainingType.TypeParameters).SelectMany(p => p.ConstraintTypes))
        {
            if (Visibility.FirstHidden(constraint, compilation) is { } inConstraint)
                return (inConstraint.Type, inConstraint.Why, null);
        }

        return null;
    }
}
