using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Generators.Rules;

/// <summary>Whether a call of a workflow within a workflow becomes a child.</summary>
internal static class ChildChecks
{
    /// <summary>Why a call that leads to a workflow can't become a child (DUR0011); null where it can.</summary>
    public static string? WhyNot(IInvocationOperation call, IMethodSymbol called, Compilation compilation)
    {
        if (call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } })
            return "it is called through base; move the shared code to a method that is no workflow";
        if (call.Instance is IObjectCreationOperation { Initializer: { } } or IObjectCreationOperation { Arguments.IsEmpty: false })
            return "a child runs on an instance that the host builds, so what this one is made of would be lost; inject it, or make it without arguments, and pass values as arguments of the workflow";
        if (call.Syntax is not InvocationExpressionSyntax invocation || CallParser.NameOf(invocation) is null)
            return "it isn't written as a plain call; write receiver.Method(arguments)";
        return (MemberNames.IsWorkflow(called) ? WhyNotOf(call.Instance?.Type, called) : null) ?? ChildParser.WhyNot(called, compilation) ?? (call.Instance is IObjectCreationOperation ? null : ChildParser.WhyNotOfDerived(called, compilation));
    }

    /// <summary>Why not on an object of a derived class: of that the host builds none.</summary>
    private static string? WhyNotOf(ITypeSymbol? receiver, IMethodSymbol workflow)
    {
        if (receiver is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.Select(type => WhyNotOf(type, workflow)).FirstOrDefault(why => why is not null);
        for (var type = receiver; type is { TypeKind: TypeKind.Class } && !SymbolEqualityComparer.Default.Equals(type, workflow.ContainingType); type = type.BaseType)
        {
            if (type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(member => MayBeCalledBy(workflow, member)) is { } member)
                return $"the child runs on a '{workflow.ContainingType.Name}' that the host builds, without what '{type.Name}' overrides ('{(member.AssociatedSymbol ?? member).Name}'); give '{type.Name}' a workflow of its own, and both what they share in a method that is no workflow";
        }

        return null;
    }

    /// <summary>Whether a method overrides one that the workflow's class has, other than what every object has.</summary>
    private static bool MayBeCalledBy(IMethodSymbol workflow, IMethodSymbol method)
    {
        var first = method;
        while (first.OverriddenMethod is { } overridden)
            first = overridden;
        for (var type = workflow.ContainingType; method.IsOverride && type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, first.ContainingType))
                return true;
        }

        return false;
    }

    /// <summary>Why code can't be given to <c>Durable.Detach</c> (DUR0030); null where it can.</summary>
    public static string? WhyNotDetached(IInvocationOperation detach, Compilation compilation)
    {
        var work = detach.Arguments.FirstOrDefault()?.Value;
        while (work is IConversionOperation or IDelegateCreationOperation)
            work = work is IConversionOperation conversion ? conversion.Operand : ((IDelegateCreationOperation)work).Target;
        if (work is not IAnonymousFunctionOperation lambda)
            return "is no lambda";
        var calls = lambda.Descendants().OfType<IInvocationOperation>().Select(call => StepParser.DefinitionOf(call.TargetMethod)).ToList();
        var children = calls.Count(called => ChildParser.LeadsToWorkflow(called, compilation));
        return children != 1 ? $"calls {(children == 0 ? "no workflow" : $"{children} workflows")}"
            : calls.Find(called => StepParser.FindAttribute(called) is not null || FixedOperations.Parse(called) is not null) is { } other ? $"calls {other.Name} too"
            : null;
    }
}
