using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Generators.Rules;

/// <summary>
/// Checks that a durable call is intercepted, and that nothing it reaches runs unrecorded. The generator sees the code before
/// other generators ran and may take a call for a broken one, so the last word is the compiler's own list of interceptors.
/// </summary>
/// <param name="whole">Reports what isn't intercepted, at the end: an editor may run our generator less often than the analyzer.</param>
/// <param name="isOn">Whether interception is on; DUR0020 or DUR0021 speaks for the whole project otherwise.</param>
internal sealed class CallChecks(CompilationChecks whole, bool isOn)
{
    public void Invocation(OperationAnalysisContext context)
    {
        if (OwnOutput.Contains(context.ContainingSymbol))
            return;
        var operation = (IInvocationOperation)context.Operation;
        var called = StepParser.DefinitionOf(operation.TargetMethod);
        var isOwn = SymbolEqualityComparer.Default.Equals(called.ContainingAssembly, context.Compilation.Assembly);
        var reference = isOwn || called.ContainingAssembly is null ? null : References.Of(called.ContainingAssembly);
        var isName = CallParser.IsName(called.Name, context.Compilation);

        if (reference is { LacksMark: true })
        {
            if (WorkflowCode.Contains(context.ContainingSymbol) || StepParser.FindAttribute(called) is not null)
                Report(context, Rules.UnmarkedAssembly, called.Name, called.ContainingAssembly!.Name);
        }
        else if (isName && ExpressionTrees.Contains(operation))
        {
            if (IsDurable(called, context.Compilation) && WorkflowCode.Contains(context.ContainingSymbol))
                Report(context, Rules.NotInterceptable, called.Name, "it stands in an expression tree, which holds the method itself; call it outside of the tree");
        }
        else if (isName && StepParser.FindAttribute(called) is { } attribute)
        {
            Step(context, operation, called, attribute);
        }
        else if (isName && StepOfReceiver(operation.TargetMethod, operation.Instance) is { } step)
        {
            var type = step.ContainingType.Name;
            Report(context, Rules.NotInterceptable, called.Name, $"it is inherited from '{called.ContainingType.Name}', which doesn't implement '{type}', so the step {type}.{step.Name} isn't seen here; call it through '{type}'");
        }
        else if (isName && FixedOperations.Parse(called) is not null)
        {
            if (!context.IsGeneratedCode && !IsIntercepted(context, operation))
                whole.AddNotIntercepted(operation, called);
        }
        else if (called is { Name: WellKnownNames.Detach, ContainingType.Name: "Durable" } && called.ContainingType.ToDisplayString() == WellKnownNames.Durable)
        {
            if (ChildChecks.WhyNotDetached(operation, context.Compilation) is { } why)
                Report(context, Rules.NotOneChild, why);
        }
        else if (ChildParser.LeadsToWorkflow(called, context.Compilation) && WorkflowCode.Contains(context.ContainingSymbol))
        {
            Child(context, operation, called);
        }
    }

    public static void MethodGroup(OperationAnalysisContext context)
    {
        var operation = (IMethodReferenceOperation)context.Operation;
        if (OwnOutput.Contains(context.ContainingSymbol) || IsInNameOf(operation))
            return;
        var method = StepParser.DefinitionOf(operation.Method);
        if (CallParser.IsName(method.Name, context.Compilation)
            && (StepParser.FindAttribute(method) is not null
                || StepOfReceiver(operation.Method, operation.Instance) is not null
                || FixedOperations.Parse(method) is not null and not HostOperation))
            Report(context, Rules.MethodGroup, method.Name);
        else if (ChildParser.LeadsToWorkflow(method, context.Compilation) && WorkflowCode.Contains(context.ContainingSymbol))
            Report(context, Rules.MethodGroup, method.Name);
    }

    public static void DynamicInvocation(OperationAnalysisContext context)
    {
        var operation = (IDynamicInvocationOperation)context.Operation;
        if (operation.Operation is not IDynamicMemberReferenceOperation { MemberName: var name } || OwnOutput.Contains(context.ContainingSymbol))
            return;
        var candidates = CandidatesOf(operation, context.CancellationToken);
        var mayBeStep = candidates.Count > 0
            ? candidates.Any(c => StepParser.FindAttribute(c) is not null || FixedOperations.Parse(c) is not null)
            : StepNames.Of(context.Compilation).Contains(name) && WorkflowCode.Contains(context.ContainingSymbol);
        if (mayBeStep)
            Report(context, Rules.NotInterceptable, name, "it is bound at run time (dynamic); cast to the static type first");
    }

    private void Step(OperationAnalysisContext context, IInvocationOperation operation, IMethodSymbol called, AttributeData attribute)
    {
        if (isOn && IsIntercepted(context, operation))
            return;
        if (operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } })
        {
            Report(context, Rules.BaseCall, called.Name);
        }
        else if (operation.Syntax is not InvocationExpressionSyntax invocation
            || CallParser.NameOf(invocation) is null
            || operation.SemanticModel?.GetInterceptableLocation(invocation, context.CancellationToken) is null)
        {
            Report(context, Rules.NotInterceptable, called.Name, "it isn't written as a plain call; write receiver.Method(arguments)");
        }
        else if (StepParser.Of(called, context.Compilation) is null)
        {
            // Nothing is said of a signature with errors: the compiler does.
            if (WhyNot(called, attribute, context.Compilation) is { } why)
                Report(context, Rules.NotInterceptable, called.Name, why);
        }
        else if (isOn)
        {
            whole.AddNotIntercepted(operation, called);
        }
    }

    private void Child(OperationAnalysisContext context, IInvocationOperation operation, IMethodSymbol called)
    {
        if (ChildChecks.WhyNot(operation, called, context.Compilation) is { } why)
            Report(context, Rules.DirectWorkflowCall, $"{called.ContainingType.Name}.{called.Name}", why);
        else if (isOn && !context.IsGeneratedCode && ChildParser.Of(called, context.Compilation) is not null && !IsIntercepted(context, operation))
            whole.AddNotIntercepted(operation, called);
    }

    private static bool IsDurable(IMethodSymbol called, Compilation compilation) =>
        StepParser.FindAttribute(called) is not null || FixedOperations.Parse(called) is not null || ChildParser.LeadsToWorkflow(called, compilation);

    /// <summary>What the check of the declaration says; null where it says so there. It doesn't where the declaration is another assembly's, carries no attribute itself or silences the rule.</summary>
    private static string? WhyNot(IMethodSymbol called, AttributeData attribute, Compilation compilation)
    {
        string? why = null;
        var isShown = false;
        var isChecked = StepParser.AttributeOf(called, WellKnownNames.StepAttribute) is not null && SymbolEqualityComparer.Default.Equals(called.ContainingAssembly, compilation.Assembly);
        StepParser.Parse(called, attribute, compilation, (rule, at, arguments) =>
        {
            why ??= rule == Rules.NotInterceptable ? (string)arguments[1] : Rules.Text(rule, arguments);
            isShown |= isChecked && rule != Rules.NotInterceptable && IsError(Diagnostic.Create(rule, at ?? Location.None, arguments), compilation);
        });
        return isShown ? null : why;
    }

    private static bool IsError(Diagnostic reported, Compilation compilation) =>
        CompilationWithAnalyzers.GetEffectiveDiagnostics([reported], compilation).Any(d => d is { IsSuppressed: false, Severity: DiagnosticSeverity.Error });

    private bool IsIntercepted(OperationAnalysisContext context, IOperation operation) =>
        !isOn
        || (operation.Syntax is InvocationExpressionSyntax invocation
            && OwnOutput.Contains(operation.SemanticModel?.GetInterceptorMethod(invocation, context.CancellationToken)));

    /// <summary>The step that a method of a base type implements for a type derived from it, which alone has the interface.</summary>
    private static IMethodSymbol? StepOfReceiver(IMethodSymbol method, IOperation? instance)
    {
        var types = TypesOf(instance?.Type).ToList();
        var ofClasses = types.SelectMany(t => Interfaces.ImplementedBy(method, t));

        // Of a type parameter that is a class and an interface, the class's method is called, and may be the interface's.
        var ofConstraints = types.Where(t => t.TypeKind == TypeKind.Interface && method.ContainingType.TypeKind == TypeKind.Class)
            .SelectMany(t => t.AllInterfaces.Add(t)).SelectMany(t => t.GetMembers(method.Name)).OfType<IMethodSymbol>()
            .Where(m => m.Parameters.Length == method.Parameters.Length);
        return ofClasses.Concat(ofConstraints).FirstOrDefault(m => StepParser.FindAttribute(m) is not null);
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol named => [named],
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.SelectMany(TypesOf),
        _ => [],
    };

    private static List<IMethodSymbol> CandidatesOf(IOperation operation, CancellationToken cancel)
    {
        var info = operation.SemanticModel?.GetSymbolInfo(operation.Syntax, cancel) ?? default;
        var symbols = info.Symbol is { } only ? [only] : info.CandidateSymbols;
        return symbols.OfType<IMethodSymbol>().Select(StepParser.DefinitionOf).ToList();
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
