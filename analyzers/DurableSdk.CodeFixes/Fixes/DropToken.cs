using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Leaves a step its own token. Where the parameter has no default, the argument can't be left out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class DropToken() : DurableCodeFix("DUR1025")
{
    protected override Repair? Change(Spot spot)
    {
        if (spot.Node.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent: ArgumentListSyntax list } argument || (argument != spot.Node && argument.Expression != spot.Node))
            return null;
        var index = list.Arguments.IndexOf(argument);
        return list.Arguments.Skip(index + 1).All(a => a.NameColon is not null)
            ? spot.WithRoot("Leave the token out", spot.Root.ReplaceNode(list, list.WithArguments(list.Arguments.RemoveAt(index))))
            : null;
    }
}
