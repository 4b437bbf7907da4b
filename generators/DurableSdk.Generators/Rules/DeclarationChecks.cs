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
        if (method.PartialDefinitionPart is not null)
            return; // reported at its definition
        var sink = GenerationAnalyzer.Sink(context.ReportDiagnostic);
        if (StepParser.AttributeOf(method, WellKnownNames.StepAttribute) is { } step)
        {
            whole.AddStep();
            StepParser.Parse(method, step, context.Compilation, sink);
        }

        if (StepParser.AttributeOf(method, WellKnownNames.WorkflowAttribute) is { } workflow)
            whole.AddWorkflow(method, workflow, WorkflowParser.Parse(method, workflow, context.Compilation, sink));
    }

    public static void Type(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
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
            if (type is WellKnownNames.StepAttribute or WellKnownNames.WorkflowAttribute)
                context.ReportDiagnostic(Diagnostic.Create(Rules.LocalFunction, attribute.GetLocation(), attribute.Name.ToString()));
        }
    }

    public static bool IsUnnamed(IMethodSymbol workflow) =>
        StepParser.AttributeOf(workflow, WellKnownNames.WorkflowAttribute)?.NamedArguments.All(a => a.Key != "Name") == true;
}
