using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Gives tasks the run's scheduler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class StayOnScheduler() : DurableCodeFix("DUR1004")
{
    protected override Repair? Change(Spot spot)
    {
        if (spot.Expression is not { } expression)
            return null;
        if (spot.Symbol is IFieldSymbol { Name: "HideScheduler" } && expression is MemberAccessExpressionSyntax { Parent: ArgumentSyntax } access)
            return spot.Replace("Leave HideScheduler out", access.Name, SyntaxFactory.IdentifierName("None").WithTriviaFrom(access.Name));
        return IsScheduler(spot.Model.GetTypeInfo(expression, spot.Cancel).Type) && spot.Symbol is not IPropertySymbol { Name: "Current" }
            ? spot.Replace("Use TaskScheduler.Current", expression, spot.Type(WellKnown.TaskScheduler) + ".Current")
            : null;
    }

    private static bool IsScheduler(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "TaskScheduler", ContainingNamespace.Name: "Tasks" })
                return true;
        }

        return false;
    }
}
