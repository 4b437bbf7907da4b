using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using DurableSdk.CodeFixes.Steps;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Calls a durable method in a lambda, where the call can be recorded.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class WrapInLambda() : DurableCodeFix("DUR0010")
{
    protected override Repair? Change(Spot spot)
    {
        if (spot.Expression is not { } method || spot.Symbol is not IMethodSymbol called || Receiver(method) is { } receiver && !IsStable(spot, receiver))
            return null;
        var type = spot.Model.GetTypeInfo(method, spot.Cancel).ConvertedType as INamedTypeSymbol
            ?? spot.Model.GetTypeInfo(method.Parent!, spot.Cancel).Type as INamedTypeSymbol;
        var parameters = (type?.DelegateInvokeMethod ?? called).Parameters;
        if (parameters.Any(p => p.RefKind != RefKind.None))
            return null;
        var names = parameters.Select((p, i) => Unused(spot, called.Parameters.Length > i ? called.Parameters[i].Name : p.Name)).ToList();
        var list = names.Count == 1 ? names[0] : $"({string.Join(", ", names)})";
        return spot.Replace("Wrap it in a lambda", method, $"{list} => {method.WithoutTrivia()}({string.Join(", ", names)})");
    }

    private static ExpressionSyntax? Receiver(ExpressionSyntax method) => (method as MemberAccessExpressionSyntax)?.Expression;

    /// <summary>A delegate keeps the object it was made of; a lambda looks it up at each call, so it must be the same then.</summary>
    private static bool IsStable(Spot spot, ExpressionSyntax receiver) => receiver is ThisExpressionSyntax or BaseExpressionSyntax
        || spot.Model.GetSymbolInfo(receiver, spot.Cancel).Symbol switch
        {
            INamedTypeSymbol or INamespaceSymbol => true,
            IParameterSymbol or ILocalSymbol or IFieldSymbol => !IsAssigned(spot, receiver),
            _ => false,
        };

    private static bool IsAssigned(Spot spot, ExpressionSyntax receiver)
    {
        var symbol = spot.Model.GetSymbolInfo(receiver, spot.Cancel).Symbol!;
        var code = spot.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? spot.Root;
        return code.DescendantNodes(n => n is not ConstructorDeclarationSyntax).OfType<SimpleNameSyntax>().Any(n => n.Identifier.ValueText == symbol.Name
            && Assignments.IsWritten(n) && SymbolEqualityComparer.Default.Equals(spot.Model.GetSymbolInfo(n, spot.Cancel).Symbol, symbol));
    }

    private static string Unused(Spot spot, string name)
    {
        var taken = spot.Model.LookupSymbols(spot.Node.SpanStart).Where(s => s is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol).Select(s => s.Name).ToList();
        var unused = name;
        for (var i = 2; taken.Contains(unused); i++)
            unused = $"{name}{i}";
        return SyntaxFacts.GetKeywordKind(unused) == SyntaxKind.None ? unused : "@" + unused;
    }
}
