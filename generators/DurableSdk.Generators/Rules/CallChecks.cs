using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Generators.Rules;

/// <summary>Checks that a durable call can be intercepted, and that nothing it reaches runs unrecorded.</summary>
internal static class CallChecks
{
    public static void Invocation(OperationAnalysisContext context)
    {
        var operation = (IInvocationOperation)context.Operation;
        var called = StepParser.DefinitionOf(operation.TargetMethod);
        var isOwn = SymbolEqualityComparer.Default.Equals(called.ContainingAssembly, context.Compilation.Assembly);
        var reference = isOwn || called.ContainingAssembly is null ? null : References.Of(called.ContainingAssembly);

        if (reference is { LacksMark: true })
        {
            if (WorkflowCode.Contains(context.ContainingSymbol) || StepParser.FindAttribute(called) is not null)
                Report(context, Rules.UnmarkedAssembly, called.Name, called.ContainingAssembly!.Name);
        }
        else if (CallParser.IsName(called.Name, context.Compilation) && StepParser.FindAttribute(called) is not null)
        {
            Step(context, operation, called, isOwn);
        }
        else if ((isOwn || reference?.UsesCore == true) && MemberNames.IsWorkflow(called) && WorkflowCode.Contains(context.ContainingSymbol))
        {
            Report(context, Rules.DirectWorkflowCall, $"{called.ContainingType.Name}.{called.Name}");
        }
    }

    public static void MethodGroup(OperationAnalysisContext context)
    {
        var operation = (IMethodReferenceOperation)context.Operation;
        var method = StepParser.DefinitionOf(operation.Method);
        if (!CallParser.IsName(method.Name, context.Compilation) || IsInNameOf(operation))
            return;
        if (StepParser.FindAttribute(method) is not null || FixedOperations.Parse(method) is not null and not Models.HostOperation)
            Report(context, Rules.MethodGroup, method.Name);
    }

    public static void DynamicInvocation(OperationAnalysisContext context)
    {
        var operation = (IDynamicInvocationOperation)context.Operation;
        if (operation.Operation is IDynamicMemberReferenceOperation { MemberName: var name }
            && StepNames.Of(context.Compilation).Contains(name)
            && WorkflowCode.Contains(context.ContainingSymbol))
            Report(context, Rules.NotInterceptable, name, "it is bound at run time (dynamic); cast to the static type first");
    }

    private static void Step(OperationAnalysisContext context, IInvocationOperation operation, IMethodSymbol called, bool isOwn)
    {
        if (operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } })
            Report(context, Rules.BaseCall, called.Name);
        else if (operation.Syntax is not InvocationExpressionSyntax invocation
            || CallParser.NameOf(invocation) is null
            || operation.SemanticModel?.GetInterceptableLocation(invocation, context.CancellationToken) is null)
            Report(context, Rules.NotInterceptable, called.Name, "it isn't written as a plain call; write receiver.Method(arguments)");
        else if (!isOwn && StepParser.Of(called, context.Compilation) is null)
            Report(context, Rules.NotInterceptable, called.Name, "its signature uses what generated code here can't name or record");
    }

    private static bool IsInNameOf(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is INameOfOperation)
                return true;
        }

        return false;
    }

    private static void Report(OperationAnalysisContext context, DiagnosticDescriptor rule, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, context.Operation.Syntax.GetLocation(), arguments));
}
