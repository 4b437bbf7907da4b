using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Draws ids and random numbers from the run's seed. A seeded generator and a cryptographic one have no single answer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UseDurableChance() : DurableCodeFix("DUR1002")
{
    private const string UseNewGuid = "Use Durable.NewGuid";
    private const string UseRandom = "Use Durable.Random";

    protected override Repair? Change(Spot spot)
    {
        if (WorkflowClass.IsBeingMade(spot) || spot.Expression is not { } expression || spot.Symbol is not { ContainingType.Name: var type } symbol)
            return null;
        var call = expression is InvocationExpressionSyntax ? "()" : "";
        return (type, symbol.Name) switch
        {
            ("Guid", "NewGuid" or "CreateVersion7") => Replace(UseNewGuid, ".NewGuid" + call),
            ("Path", "GetRandomFileName") when call.Length > 0 => Replace(UseNewGuid, ".NewGuid().ToString()"),
            ("Random", "Shared") => Replace(UseRandom, ".Random"),
            ("Random", ".ctor") when expression is BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null } => Replace(UseRandom, ".Random"),
            _ => null,
        };

        Repair Replace(string title, string member) => spot.Replace(title, expression, spot.Type(WellKnown.Durable) + member);
    }
}
