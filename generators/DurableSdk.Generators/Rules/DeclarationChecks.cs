using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>Checks the methods that carry <c>[Step]</c> or <c>[Workflow]</c>.</summary>
internal static class DeclarationChecks
{
    public static void Method(SymbolAnalysisContext context, CompilationChecks whole)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || OwnOutput.Contains(method))
            return; // reported at its definition; nothing of ours is a step
        var sink = GenerationAnalyzer.Sink(context.ReportDiagnostic);
        if (StepParser.AttributeOf(method, WellKnownNames.StepAttribute) is { } step)
        {
            whole.AddStep();
            StepParser.Parse(method, step, context.Compilation, sink);
        }

        ImplementationChecks.Override(context, method);
        if (StepParser.AttributeOf(method, WellKnownNames.WorkflowAttribute) is not { } workflow)
            return;
        if (CarrierRules.WhyNot(method) is not { } why)
            whole.AddWorkflow(method, workflow, WorkflowParser.Parse(method, workflow, context.Compilation, sink));
        else if (StepParser.AttributeOf(method, WellKnownNames.StepAttribute) is null)
            sink(Rules.WrongCarrier, method.Locations[0], method.Name, "Workflow", why);
    }

    public static void Type(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (OwnOutput.Contains(type))
            return;
        ImplementationChecks.Type(context, type);
        if (!type.GetMembers().Any(IsMarked))
            return; // most types; what they derive from is looked at there
        SignalChecks.Type(context, type);
        MessageChecks.Type(context, type);
        HandleChecks.Type(context, type);
        InheritedMessageChecks.Type(context, type);
        var workflows = type.GetMembers().OfType<IMethodSymbol>().Where(MemberNames.IsWorkflow).ToList();
        if (workflows.Count < 2)
            return;
        foreach (var workflow in workflows.Where(IsUnnamed))
            context.ReportDiagnostic(Diagnostic.Create(Rules.NamesNeeded, workflow.Locations[0], workflow.Name, type.Name));
    }

    public static void LocalFunction(SyntaxNodeAnalysisContext context)
    {
        var lists = context.Node switch
        {
            LocalFunctionStatementSyntax function => function.AttributeLists,
            LambdaExpressionSyntax lambda => lambda.AttributeLists,
            _ => default,
        };
        foreach (var attribute in lists.SelectMany(l => l.Attributes))
        {
            var type = context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type?.ToDisplayString();
            if (type is WellKnownNames.StepAttribute or WellKnownNames.WorkflowAttribute or WellKnownNames.SignalAttribute or WellKnownNames.QueryAttribute or WellKnownNames.UpdateAttribute)
                context.ReportDiagnostic(Diagnostic.Create(Rules.LocalFunction, attribute.GetLocation(), attribute.Name.ToString()));
        }
    }

    private static bool IsMarked(ISymbol member) =>
        member is IMethodSymbol or IPropertySymbol && member.GetAttributes().Any(a => a.AttributeClass?.ContainingNamespace is { Name: "DurableSdk", ContainingNamespace.IsGlobalNamespace: true });

    public static bool IsUnnamed(IMethodSymbol workflow) =>
        StepParser.AttributeOf(workflow, WellKnownNames.WorkflowAttribute)?.NamedArguments.All(a => a.Key != "Name") == true;
}
