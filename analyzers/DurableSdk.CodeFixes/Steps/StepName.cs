using DurableSdk.CodeFixes.Async;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>Names a step after what it calls.</summary>
internal static class StepName
{
    private const string Suffix = "Async";

    /// <summary><c>ReadAllText</c> gives <c>ReadAllTextAsync</c>, <c>MachineName</c> gives <c>GetMachineNameAsync</c>.</summary>
    public static string Of(Spot spot, ExtractedCall call)
    {
        var name = Verb(spot, call.Task ?? call.Moved);
        return char.ToUpperInvariant(name[0]) + name.Substring(1) + (name.EndsWith(Suffix, StringComparison.Ordinal) ? "" : Suffix);
    }

    private static string Verb(Spot spot, ExpressionSyntax expression) => expression switch
    {
        ConditionalAccessExpressionSyntax conditional => Verb(spot, conditional.WhenNotNull),
        AwaitExpressionSyntax awaiting => Verb(spot, awaiting.Expression),
        ParenthesizedExpressionSyntax parenthesized => Verb(spot, parenthesized.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax configured } call when Configuration.IsConfigureAwait(call) => Verb(spot, configured.Expression),
        PostfixUnaryExpressionSyntax suppressed => Verb(spot, suppressed.Operand),
        AssignmentExpressionSyntax { Left: var target } => "Set" + Noun(target),
        InvocationExpressionSyntax { Expression: var called } => Noun(called),
        BaseObjectCreationExpressionSyntax creation => "Create" + (spot.Model.GetTypeInfo(creation, spot.Cancel).Type?.Name ?? ""),
        ElementAccessExpressionSyntax access => "Get" + Noun(access.Expression),
        _ => "Get" + Noun(expression),
    };

    private static string Noun(ExpressionSyntax expression)
    {
        var name = expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            InvocationExpressionSyntax call => Noun(call.Expression),
            _ => "Value",
        };
        var bare = name.TrimStart('_');
        return bare.Length == 0 ? "Value" : char.ToUpperInvariant(bare[0]) + bare.Substring(1);
    }
}
