using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>
/// What the run has made of the instance that its code runs on. A step runs on another one, which has what construction gives: what was assigned
/// since, and what was put into a list, it hasn't.
/// </summary>
internal sealed class InstanceState
{
    private readonly Spot _spot;
    private readonly List<SyntaxNode> _classes;
    private readonly Dictionary<ISymbol, bool> _changing = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _searched = new(SymbolEqualityComparer.Default);

    public InstanceState(Spot spot)
    {
        _spot = spot;
        _classes = Bases(spot.Model.GetEnclosingSymbol(spot.Node.SpanStart, spot.Cancel)?.ContainingType).SelectMany(t => t.DeclaringSyntaxReferences).Select(r => r.GetSyntax(spot.Cancel)).ToList();
    }

    /// <summary>Whether a field, a property or a constructor's parameter is given a value, or the object that it holds is changed, after construction.</summary>
    public bool IsChanging(ISymbol state)
    {
        if (!_changing.TryGetValue(state, out var changing))
            _changing[state] = changing = _classes.SelectMany(c => Names(c, state.Name)).Any(n => Changes(n) && IsOf(n, state));
        return changing;
    }

    /// <summary>Whether a member's code, or what it calls of its class, reads what changes: it would read a step's own instance there.</summary>
    public bool IsReadBy(ISymbol member)
    {
        if (!_searched.Add(member.OriginalDefinition))
            return false;
        return member.DeclaringSyntaxReferences.Select(r => r.GetSyntax(_spot.Cancel)).Where(s => s is not (VariableDeclaratorSyntax or ParameterSyntax))
            .SelectMany(s => s.DescendantNodes().OfType<SimpleNameSyntax>())
            .Any(n => SymbolOf(n) is { IsStatic: false } used && IsOfInstance(used) && (IsChanging(used) || IsReadBy(used)));
    }

    private static bool IsOfInstance(ISymbol symbol) =>
        symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };

    private static IEnumerable<SimpleNameSyntax> Names(SyntaxNode type, string name) =>
        type.DescendantNodes(n => n is not ConstructorDeclarationSyntax).OfType<SimpleNameSyntax>().Where(n => n.Identifier.ValueText == name);

    private bool Changes(SimpleNameSyntax name) =>
        Assignments.IsWritten(name) || (ModelOf(name)?.GetOperation(Assignments.Whole(name), _spot.Cancel) is { } reference && OwnFields.UsageOf(reference).Mutates);

    private bool IsOf(SimpleNameSyntax name, ISymbol state) => SymbolEqualityComparer.Default.Equals(SymbolOf(name)?.OriginalDefinition, state.OriginalDefinition);

    private ISymbol? SymbolOf(SimpleNameSyntax name) => ModelOf(name)?.GetSymbolInfo(name, _spot.Cancel).Symbol;

    private SemanticModel? ModelOf(SyntaxNode node) => node.SyntaxTree == _spot.Model.SyntaxTree ? _spot.Model :
#pragma warning disable RS1030 // This is no analyzer: another part of a class has a model of its own.
        _spot.Model.Compilation.GetSemanticModel(node.SyntaxTree);
#pragma warning restore RS1030

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return type;
    }
}
