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
        return ChildParser.WhyNot(called, compilation) ?? (call.Instance is IObjectCreationOperation ? null : ChildParser.WhyNotOfDerived(called, compilation));
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
