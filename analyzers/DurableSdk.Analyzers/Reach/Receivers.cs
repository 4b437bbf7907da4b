using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>On what a member is used, and where that comes from.</summary>
internal static class Receivers
{
    /// <summary>The object that a member is called or read on; for an extension method its first argument. Null if there is none.</summary>
    public static IOperation? Of(IOperation use) => Plain(use switch
    {
        IInvocationOperation { Instance: { } instance } => instance,
        IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: var arguments } => arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value,
        IMemberReferenceOperation reference => reference.Instance,
        _ => null,
    });

    /// <summary>What stands behind conversions and <c>?.</c>.</summary>
    public static IOperation? Plain(IOperation? expression) => expression?.Unconverted() switch
    {
        IConditionalAccessInstanceOperation instance => Plain(AccessedBy(instance)),
        var plain => plain,
    };

    /// <summary>
    /// What a local variable was declared with, or what it is an element of. That stands before the variable's use, so who follows it
    /// comes to an end; only half typed code has it otherwise.
    /// </summary>
    public static (IOperation? Value, bool IsElement) OriginOf(ILocalReferenceOperation local)
    {
        if (local.SemanticModel is not { } model || local.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } syntax || syntax.SyntaxTree != model.SyntaxTree)
            return (null, false);
        return syntax switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value } when IsBefore(value, local) => (Plain(model.GetOperation(value)), false),
            ForEachStatementSyntax { Expression: { } list } when IsBefore(list, local) => (Plain(model.GetOperation(list)), true),
            _ => (null, false),
        };
    }

    /// <summary>The list over which a lambda of LINQ or of <c>ForEach</c> goes, of which its parameter is an element.</summary>
    public static IOperation? ListOf(IParameterReferenceOperation element)
    {
        if (element.Parameter.Ordinal != 0 || element.Parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.LambdaMethod } lambda)
            return null;
        var function = element.Ancestors().OfType<IAnonymousFunctionOperation>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.Symbol, lambda));
        return function?.Parent?.Parent is IArgumentOperation { Parent: IInvocationOperation call } && call.TargetMethod.ContainingType.Name is "Enumerable" or "List" or "Array" ? Of(call) : null;
    }

    private static bool IsBefore(SyntaxNode origin, IOperation use) => origin.Span.End <= use.Syntax.SpanStart;

    private static IOperation? AccessedBy(IOperation instance)
    {
        var child = instance;
        foreach (var parent in instance.Ancestors())
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
                return access.Operation;
            child = parent;
        }

        return null;
    }
}
