using DurableSdk.Analyzers.Reach;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>What an expression uses of the code around it, and the expression as it stands in a step that is given it.</summary>
internal sealed class StepInputs
{
    private readonly Spot _spot;
    private readonly ExpressionSyntax _expression;
    private readonly List<StepParameter> _parameters = [];
    private readonly Dictionary<SyntaxNode, string> _renamed = [];
    private readonly Dictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly InstanceState _state;

    private StepInputs(Spot spot, ExpressionSyntax expression) => (_spot, _expression, _state) = (spot, expression, new InstanceState(spot));

    /// <summary>What the caller passes.</summary>
    public IReadOnlyList<StepParameter> Parameters => _parameters;

    /// <summary>The name of the step's own cancellation token, which takes the place of the caller's; null if none is used.</summary>
    public string? Token { get; private set; }

    /// <summary>Has the step take its token, even if the expression uses none.</summary>
    public void AddToken() => Token ??= Unique("cancel");

    /// <summary>Whether the step uses members of its class.</summary>
    public bool NeedsInstance { get; private set; }

    /// <summary>Null where something can't be passed.</summary>
    public static StepInputs? Of(Spot spot, ExpressionSyntax expression)
    {
        var inputs = new StepInputs(spot, expression);
        return inputs.IsSelfContained() && inputs.Collect(expression) ? inputs : null;
    }

    /// <summary>A part of the expression as it stands in the step.</summary>
    public string TextOf(ExpressionSyntax part) => _renamed.TryGetValue(part, out var name)
        ? name
        : part.ReplaceNodes(_renamed.Keys.Where(part.Contains), (node, _) => SyntaxFactory.IdentifierName(_renamed[node]).WithTriviaFrom(node)).WithoutTrivia().ToString();

    /// <summary>
    /// Whether it writes nothing that is declared outside, and declares nothing that is used outside. A step runs on an instance of its
    /// own, so what it writes to a member is lost, too.
    /// </summary>
    private bool IsSelfContained()
    {
        var declared = _expression.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(d => d.Identifier.ValueText).ToList();
        var writesOutside = _expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .Any(n => Assignments.IsWritten(n) && (IsMemberOfThis(n) || (Variable(n) is { } written && !IsDeclaredInside(written))));
        return !writesOutside
            && !(declared.Count > 0 && NamesAround().Any(n => declared.Contains(n.Identifier.ValueText) && Variable(n) is { } used && IsDeclaredInside(used)));
    }

    private IEnumerable<SimpleNameSyntax> NamesAround() =>
        _expression.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes(n => n != _expression).OfType<SimpleNameSyntax>() ?? [];

    private ISymbol? Variable(SimpleNameSyntax name)
    {
        var symbol = _spot.Model.GetSymbolInfo(name, _spot.Cancel).Symbol;
        return symbol is ILocalSymbol or IParameterSymbol ? symbol : null;
    }

    private bool IsMemberOfThis(SimpleNameSyntax name) =>
        IsOfThis(name) && _spot.Model.GetSymbolInfo(name, _spot.Cancel).Symbol is { IsStatic: false } and (IFieldSymbol or IPropertySymbol);

    private bool Collect(SyntaxNode node)
    {
        if (node is ExpressionSyntax expression && node != _expression && Durable(expression) is { } durable)
            return Pass(expression, Named(durable), TypeOf(expression));
        if (IsDurable(node) || node is ThisExpressionSyntax { Parent: not MemberAccessExpressionSyntax })
            return false;
        if (node is BaseExpressionSyntax or ThisExpressionSyntax)
            NeedsInstance = true;
        if (node is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && Changing(access) is { } changing)
            return Pass(access, changing.Name, TypeOf(access), changing);
        return node is SimpleNameSyntax name ? CollectName(name) : node.ChildNodes().All(Collect);
    }

    private bool CollectName(SimpleNameSyntax name)
    {
        if (name.Parent is NameColonSyntax or NameEqualsSyntax || _spot.Model.GetSymbolInfo(name, _spot.Cancel).Symbol is not { } symbol)
            return name.Parent is NameColonSyntax or NameEqualsSyntax || name is { Identifier.ValueText: "_" } || name.IsVar || name.ChildNodes().All(Collect);
        switch (symbol)
        {
            case ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } or IMethodSymbol { MethodKind: MethodKind.LocalFunction }:
                return false;
            case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }:
                if (_state.IsChanging(symbol))
                    return Pass(name, symbol.Name, TypeOf(name), symbol);
                NeedsInstance = true;
                return true;
            case ILocalSymbol or IParameterSymbol or IRangeVariableSymbol:
                return IsDeclaredInside(symbol) || PassVariable(name, symbol);
            case { IsStatic: false, ContainingType: not null } and not INamedTypeSymbol when IsOfThis(name):
                if (Changing(name) is { } changing)
                    return Pass(name, changing.Name, TypeOf(name), changing);
                if (_state.IsReadBy(symbol))
                    return false;
                NeedsInstance = true;
                break;
        }

        return name.ChildNodes().All(Collect);
    }

    private bool PassVariable(SimpleNameSyntax name, ISymbol symbol)
    {
        var type = TypeOf(name);
        if (type is null || !MethodParser.IsCancellationToken(type))
            return Pass(name, symbol.Name, type, symbol);
        if (Token is not null && Token != symbol.Name)
            return false;
        Token = symbol.Name;
        return true;
    }

    private bool Pass(ExpressionSyntax value, string name, ITypeSymbol? type, ISymbol? symbol = null)
    {
        if (type is null || !Transport.CanCarry(_spot, type))
            return false;
        if (symbol is not null && _names.TryGetValue(symbol, out var known))
        {
            _renamed[value] = known;
            return true;
        }

        var unique = Escaped(Unique(CamelCase(name), symbol));
        _parameters.Add(new StepParameter(unique, type, value));
        _renamed[value] = unique;
        if (symbol is not null)
            _names[symbol] = unique;
        return true;
    }

    /// <summary>What is durable inside the expression stays outside the step: its value is passed.</summary>
    private ISymbol? Durable(ExpressionSyntax expression) => expression switch
    {
        AwaitExpressionSyntax { Expression: var awaited } when IsDurable(awaited) => _spot.Model.GetSymbolInfo(awaited, _spot.Cancel).Symbol,
        MemberAccessExpressionSyntax or IdentifierNameSyntax or InvocationExpressionSyntax when IsDurable(expression) => _spot.Model.GetSymbolInfo(expression, _spot.Cancel).Symbol,
        _ => null,
    };

    private bool IsDurable(SyntaxNode node) => node is ExpressionSyntax and not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax }
        && _spot.Model.GetSymbolInfo(node, _spot.Cancel).Symbol is { } symbol and not INamedTypeSymbol
        && (Facts.IsDurable(symbol) || symbol is IMethodSymbol method && (StepParser.FindAttribute(method) is not null || MemberNames.IsWorkflow(method)));

    /// <summary>A field or property of this whose value a step's own instance wouldn't have.</summary>
    private ISymbol? Changing(ExpressionSyntax expression) =>
        _spot.Model.GetSymbolInfo(expression, _spot.Cancel).Symbol is { IsStatic: false } member and (IFieldSymbol or IPropertySymbol) && _state.IsChanging(member) ? member : null;

    private bool IsDeclaredInside(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == _expression.SyntaxTree && _expression.Span.Contains(r.Span));

    private ITypeSymbol? TypeOf(ExpressionSyntax expression)
    {
        var info = _spot.Model.GetTypeInfo(expression, _spot.Cancel);
        return info.Type is not { IsValueType: false } type
            ? info.Type
            : type.WithNullableAnnotation(info.Nullability.FlowState == NullableFlowState.MaybeNull ? NullableAnnotation.Annotated : NullableAnnotation.NotAnnotated);
    }

    /// <summary>A name that means nothing else in the expression: a field's <c>_path</c> can't be <c>path</c> beside a variable of that name.</summary>
    private string Unique(string name, ISymbol? symbol = null)
    {
        var unique = name;
        for (var i = 2; unique == Token || _parameters.Any(p => p.Name == unique) || (unique != symbol?.Name && IsUsed(unique)); i++)
            unique = $"{name}{i}";
        return unique;
    }

    private bool IsUsed(string name) => _expression.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name);

    private static bool IsOfThis(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name != name || access.Expression is ThisExpressionSyntax,
        MemberBindingExpressionSyntax or QualifiedNameSyntax or SubpatternSyntax => false,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
        _ => true,
    };

    private static string Named(ISymbol symbol) => symbol is IMethodSymbol && symbol.Name.EndsWith("Async", StringComparison.Ordinal) && symbol.Name.Length > "Async".Length
        ? symbol.Name.Substring(0, symbol.Name.Length - "Async".Length)
        : symbol.Name;

    private static string CamelCase(string name)
    {
        var bare = name.TrimStart('_');
        return bare.Length == 0 ? "value" : char.ToLowerInvariant(bare[0]) + bare.Substring(1);
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
