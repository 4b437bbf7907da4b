using DurableSdk.CodeFixes.Async;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>A step as it is written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its declaration.</param>
/// <param name="IsThere">Whether the class has the very same step already.</param>
internal sealed record StepDeclaration(string Name, string Text, bool IsThere)
{
    private static readonly SymbolDisplayFormat Format =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static StepDeclaration Write(Spot spot, StepHome home, ExtractedCall call, StepInputs inputs)
    {
        var wanted = StepName.Of(spot, call);
        for (var i = 1; ; i++)
        {
            var name = i == 1 ? wanted : wanted.Substring(0, wanted.Length - "Async".Length) + i + "Async";
            var text = TextOf(spot, home, call, inputs, name);
            var found = spot.Model.LookupSymbols(spot.Node.SpanStart, name: name);
            if (found.IsEmpty && home.Type.Name != name)
                return new StepDeclaration(name, text, IsThere: false);
            if (found.Length == 1 && IsSame(found[0], text, spot.Cancel))
                return new StepDeclaration(name, text, IsThere: true);
        }
    }

    private static string TextOf(Spot spot, StepHome home, ExtractedCall call, StepInputs inputs, string name)
    {
        var step = spot.Type(WellKnown.StepAttribute);
        if (call.Stream is not null)
            inputs.AddToken();
        var parameters = inputs.Parameters.Select(p => $"{TypeText(spot, p.Type)} {p.Name}")
            .Concat(inputs.Token is { } token ? [$"{spot.Type(WellKnown.CancellationToken)} {token} = default"] : []);
        var line = EndOfLine.Of(spot.Root) + Indentation.Of(home.Member);
        var (result, body) = Body(spot, call, inputs, line, Indentation.Step(home.Member.Parent!, home.Member));
        return $"[{step.Substring(0, step.Length - "Attribute".Length)}]{line}private {(inputs.NeedsInstance ? "" : "static ")}{result} {name}({string.Join(", ", parameters)}){body}";
    }

    /// <summary>A task is handed on as it is; a plain value is put into a task that has ended.</summary>
    private static (string Result, string Body) Body(Spot spot, ExtractedCall call, StepInputs inputs, string line, string indent)
    {
        var task = spot.Type(WellKnown.Task);
        var result = call.Result is { } type ? $"{task}<{TypeText(spot, type)}>" : task;
        if (call.Task is { } handedOn)
            return (TypeText(spot, spot.Model.GetTypeInfo(handedOn, spot.Cancel).Type!), $" => {inputs.TextOf(handedOn)};");
        if (call.Stream is { } stream)
        {
            spot.Import(WellKnown.Linq);
            return ($"async {result}", $" => await {Expressions.Member(SyntaxFactory.ParseExpression(inputs.TextOf(stream)), "ToListAsync")}({inputs.Token});");
        }

        var text = inputs.TextOf(call.Expression);
        if (Functions.OwnNodes(call.Expression).Prepend(call.Expression).Any(n => n is AwaitExpressionSyntax && !inputs.Parameters.Any(p => p.Value.Contains(n))))
            return ($"async {result}", $" => {text};");
        return call.Result is null ? (result, $"{line}{{{line}{indent}{text};{line}{indent}return {task}.CompletedTask;{line}}}") : (result, $" => {task}.FromResult({text});");
    }

    private static string TypeText(Spot spot, ITypeSymbol type) => type.ToMinimalDisplayString(spot.Model, spot.Node.SpanStart, Format);

    private static bool IsSame(ISymbol member, string text, CancellationToken cancel) =>
        member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel) is MethodDeclarationSyntax existing
        && SyntaxFactory.ParseMemberDeclaration(text) is { } parsed
        && SyntaxFactory.AreEquivalent(existing, parsed);
}
