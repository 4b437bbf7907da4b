using DurableSdk.Generators;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>Arguments and results of steps and workflows that don't come back from the log as they were (DUR1022).</summary>
internal sealed class PayloadRule(PayloadTypes types)
{
    /// <summary>Looks at a declared method; where it overrides or implements, the attribute's bearer is looked at.</summary>
    public void Method(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || method.GetAttributes().IsEmpty || !IsRecorded(method))
            return;
        foreach (var parameter in method.Parameters.Where(p => !MethodParser.IsCancellationToken(p.Type)))
            Report(context, parameter.Type, TypeSyntaxOf(parameter, context.CancellationToken), $"Parameter '{parameter.Name}'");
        if (method.ReturnType is INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" } task)
            Report(context, task.TypeArguments[0], ReturnSyntaxOf(method, context.CancellationToken), "The result");
    }

    private static bool IsRecorded(IMethodSymbol method) =>
        StepParser.AttributeOf(method, WellKnownNames.StepAttribute) is not null || StepParser.AttributeOf(method, WellKnownNames.WorkflowAttribute) is not null;

    private void Report(SymbolAnalysisContext context, ITypeSymbol type, SyntaxNode? at, string what)
    {
        // What is wrong on its face is DUR0004, an error.
        if (at is null || Recordability.WhyNot(type) is not null)
            return;
        foreach (var problem in types.ProblemsOf(type, context.CancellationToken))
            context.ReportDiagnostic(Diagnostic.Create(DeterminismRules.NotRoundTrippable, at.GetLocation(), what, context.Symbol.Name, problem, ""));
    }

    private static TypeSyntax? TypeSyntaxOf(IParameterSymbol parameter, CancellationToken cancel) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel) is ParameterSyntax { Type: { } type } ? type : null;

    private static TypeSyntax? ReturnSyntaxOf(IMethodSymbol method, CancellationToken cancel) =>
        (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel) as MethodDeclarationSyntax)?.ReturnType;
}
