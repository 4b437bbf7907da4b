using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Which methods can carry <c>[Step]</c> or <c>[Workflow]</c> at all.</summary>
internal static class CarrierRules
{
    /// <summary>Why the method can't be one; null if it can.</summary>
    public static string? WhyNot(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.LocalFunction))
            return "only a method that is called by its name can be recorded; move its code to one";
        if (IsCalledByCompiler(method))
            return $"'{(method.Name.EndsWith("DisposeAsync", StringComparison.Ordinal) ? "await using" : "await foreach")}' calls it without a call that could be recorded; move its code to another method";
        if (method is { IsStatic: true, ContainingType.TypeKind: TypeKind.Interface } && (method.IsAbstract || method.IsVirtual))
            return "which method a call of a static abstract or virtual member reaches is only known to its type parameter; make it an instance method";
        if (StepParser.AttributeOf(method, WellKnownNames.StepAttribute) is not null && StepParser.AttributeOf(method, WellKnownNames.WorkflowAttribute) is not null)
            return "it is a workflow and a step at once; move the step's code to a method of its own";
        return null;
    }

    private static bool IsCalledByCompiler(IMethodSymbol method) =>
        method.Parameters.All(p => p.IsOptional || p.IsParams)
        && (method.Name is "DisposeAsync" or "MoveNextAsync" || method.ExplicitInterfaceImplementations.Any(IsCalledByCompiler));
}
