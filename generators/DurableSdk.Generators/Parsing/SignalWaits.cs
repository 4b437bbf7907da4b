using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Generators.Parsing;

/// <summary>A call of <c>Durable.WaitForSignal</c>.</summary>
/// <param name="Type">The type in which it stands.</param>
/// <param name="Name">The signal's name; null where it is no constant.</param>
/// <param name="Payload">What is waited for.</param>
/// <param name="Location">Where.</param>
internal sealed record SignalWait(INamedTypeSymbol? Type, string? Name, ITypeSymbol Payload, Location Location);

/// <summary>Every call of <c>Durable.WaitForSignal</c> of a compilation, found once for it; a file that an edit leaves alone isn't searched again.</summary>
internal static class SignalWaits
{
    private static readonly ConditionalWeakTable<SyntaxTree, List<InvocationExpressionSyntax>> Candidates = new();
    private static readonly ConditionalWeakTable<Compilation, List<SignalWait>> Found = new();

    public static IReadOnlyList<SignalWait> Of(Compilation compilation) => Found.GetValue(compilation, Find);

    private static List<SignalWait> Find(Compilation compilation)
    {
        var waits = new List<SignalWait>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var calls = Candidates.GetValue(tree, Search);
            if (calls.Count == 0)
                continue;
            var model = SharedModels.Of(tree, compilation);
            waits.AddRange(calls.Select(call => Read(call, model)).OfType<SignalWait>());
        }

        return waits;
    }

    /// <summary>The payload's type can't be inferred, so a call always names it.</summary>
    private static List<InvocationExpressionSyntax> Search(SyntaxTree tree) => !MayName(tree) ? [] : tree.GetRoot().DescendantNodes().OfType<GenericNameSyntax>()
        .Where(name => name.Identifier.ValueText == WellKnownNames.WaitForSignal)
        .Select(name => (name.Parent is MemberAccessExpressionSyntax access ? access.Parent : name.Parent) as InvocationExpressionSyntax)
        .OfType<InvocationExpressionSyntax>()
        .ToList();

    /// <summary>To look through a file's text is cheap; its syntax would be made to the last node. An escape may stand within the name.</summary>
    private static bool MayName(SyntaxTree tree)
    {
        var text = tree.GetText().ToString();
        return text.Contains(WellKnownNames.WaitForSignal) || text.IndexOf("\\u", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private static SignalWait? Read(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol { Name: WellKnownNames.WaitForSignal } called
            || called.ContainingType.ToDisplayString() != WellKnownNames.Durable)
            return null;
        var arguments = call.ArgumentList.Arguments;
        var argument = arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == "name") ?? arguments.FirstOrDefault();
        var name = argument is null ? null : model.GetConstantValue(argument.Expression).Value as string;
        return new SignalWait(model.GetEnclosingSymbol(call.SpanStart)?.ContainingType, name, called.TypeArguments[0], call.GetLocation());
    }
}
