using DurableSdk.Analyzers.Reach;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>Steps that are looked up by name, whose calls nothing intercepts (DUR1031).</summary>
internal sealed class StepByReflectionCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        var call = (IInvocationOperation)operation;
        var name = IsLookup(call.TargetMethod) ? StepLookedUp(call, visit.Facts) : call.TargetMethod.IsExtern ? StepAccessed(call.TargetMethod, visit.Facts) : null;
        if (name is not null)
            visit.Report(DeterminismRules.StepByReflection, call.Syntax, name);
    }

    private static bool IsLookup(IMethodSymbol method) => (method.ContainingType?.Name, method.Name) switch
    {
        ("Type", "GetMethod" or "GetMember" or "InvokeMember") => true,
        ("TypeInfo", "GetDeclaredMethod" or "GetDeclaredMethods") => true,
        ("RuntimeReflectionExtensions", "GetRuntimeMethod") => true,
        ("TypeExtensions", "GetMethod" or "GetMember") => true,
        ("Delegate", "CreateDelegate") => true,
        _ => false,
    };

    private static string? StepLookedUp(IInvocationOperation call, Facts facts)
    {
        if (call.Arguments.FirstOrDefault(a => a.Value.Type?.SpecialType == SpecialType.System_String)?.Value is not { ConstantValue: { HasValue: true, Value: string name } } argument
            || !CallParser.IsName(name, facts.Compilation))
            return null;
        var isStep = TypeOf(call) is { } type ? HasStep(type, name, facts) : argument is INameOfOperation && NamesStep(argument, facts);
        return isStep ? name : null;
    }

    /// <summary>The type in which a method is looked for, where the code says it.</summary>
    private static ITypeSymbol? TypeOf(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "CreateDelegate")
            return TypeNamed(Receivers.Of(call));
        var target = Receivers.Plain(call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 1)?.Value);
        return target?.Type is { Name: "Type" } ? TypeNamed(target) : target?.Type;
    }

    private static ITypeSymbol? TypeNamed(IOperation? expression) => expression switch
    {
        ITypeOfOperation of => of.TypeOperand,
        IInvocationOperation { TargetMethod: { Name: nameof(GetType), ContainingType.SpecialType: SpecialType.System_Object } } call => Receivers.Of(call)?.Type,
        IInvocationOperation { TargetMethod.Name: "GetTypeInfo" } call => TypeNamed(Receivers.Of(call)),
        ILocalReferenceOperation local => Receivers.OriginOf(local) is { Value: { } origin, IsElement: false } and not { Value: ILocalReferenceOperation } ? TypeNamed(origin) : null,
        _ => null,
    };

    private static bool HasStep(ITypeSymbol type, string name, Facts facts)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).OfType<IMethodSymbol>().Any(facts.IsStep))
                return true;
        }

        return type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(i => i.GetMembers(name).OfType<IMethodSymbol>().Any(facts.IsStep));
    }

    /// <summary>A type that is known at run time only may still be named by what it is looked for.</summary>
    private static bool NamesStep(IOperation nameOf, Facts facts) =>
        (nameOf.Syntax as InvocationExpressionSyntax)?.ArgumentList.Arguments.FirstOrDefault()?.Expression is { } named
        && nameOf.SemanticModel?.GetSymbolInfo(named) is { } info
        && (info.Symbol is IMethodSymbol symbol ? [symbol] : info.CandidateSymbols.OfType<IMethodSymbol>()).Any(facts.IsStep);

    /// <summary>A method that stands for a private one of another type.</summary>
    private static string? StepAccessed(IMethodSymbol method, Facts facts)
    {
        if (method.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: "UnsafeAccessorAttribute" }) is not { } accessor || method.Parameters.IsEmpty)
            return null;
        var name = accessor.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string ?? method.Name;
        return HasStep(method.Parameters[0].Type, name, facts) ? name : null;
    }
}
