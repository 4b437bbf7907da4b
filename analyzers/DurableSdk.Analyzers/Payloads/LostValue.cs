using DurableSdk.Analyzers.Apis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>
/// Whether a member that reading doesn't set has a value of its own that is lost. What is computed from other members isn't, nor what the
/// constructor makes of its parameters, nor a constant.
/// </summary>
internal sealed class LostValue(Compilation compilation, ApiTable apis)
{
    public bool Is(JsonMember member, IMethodSymbol constructor, CancellationToken cancel)
    {
        if (StoreOf(member.Symbol, cancel) is not { } store)
            return false;
        var type = store.ContainingType;
        var isOwn = SymbolEqualityComparer.Default.Equals(type, constructor.ContainingType);
        // A base's constructor is called with what the derived type pleases.
        var assigning = type.InstanceConstructors.Where(c => Assigns(c, store, cancel)).ToList();
        if (isOwn ? assigning.Contains(constructor, SymbolEqualityComparer.Default) || CallsAnother(constructor, cancel) : assigning.Count > 0)
            return false;
        if (InitializerOf(store, cancel) is { } initializer && !IsSettable(store))
            return assigning.Count > 0 || IsToBeFilled(TypeOf(store), initializer) || IsMadeAnew(initializer, cancel);
        return IsSettable(store) || assigning.Count > 0;
    }

    /// <summary>Where the value is kept: the property itself, or the field that its getter returns; null where it is computed.</summary>
    private ISymbol? StoreOf(ISymbol member, CancellationToken cancel)
    {
        // An editor shows another project's source too, of which the compiler sees none.
        if (!SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly) || member.DeclaringSyntaxReferences.IsEmpty)
            return null;
        if (member is IFieldSymbol)
            return member;
        var type = member.ContainingType;
        if (type.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, member)))
            return member;
        return member.DeclaringSyntaxReferences[0].GetSyntax(cancel) is PropertyDeclarationSyntax property && ReturnedName(property) is { } name
            ? type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(f => f is { IsStatic: false, IsConst: false, DeclaredAccessibility: not Accessibility.Public })
            : null;
    }

    /// <summary>The name in <c>=> _lines</c>, <c>{ get { return this._lines; } }</c> and <c>=> _lines.AsReadOnly()</c>.</summary>
    private static string? ReturnedName(PropertyDeclarationSyntax property)
    {
        var getter = property.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration));
        var value = property.ExpressionBody?.Expression ?? getter?.ExpressionBody?.Expression
            ?? (getter?.Body?.Statements.FirstOrDefault() as ReturnStatementSyntax)?.Expression;
        if (value is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "AsReadOnly" or "ToList" or "ToArray", Expression: var receiver } })
            value = receiver;
        return NameOf(value);
    }

    private static string? NameOf(ExpressionSyntax? expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => name.Identifier.Text,
        _ => null,
    };

    private static ITypeSymbol TypeOf(ISymbol store) => store is IFieldSymbol field ? field.Type : ((IPropertySymbol)store).Type;

    private static bool IsSettable(ISymbol store) => store is IPropertySymbol { SetMethod: not null } or IFieldSymbol { IsReadOnly: false };

    private static bool Assigns(IMethodSymbol constructor, ISymbol store, CancellationToken cancel)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancel);
            // A primary constructor assigns by initialisers; a positional property is its parameter.
            if (syntax is TypeDeclarationSyntax && InitializerOf(store, cancel) is { } initializer && MentionsParameter(initializer, constructor))
                return true;
            if (syntax is ConstructorDeclarationSyntax && syntax.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => Targets(a.Left).Contains(store.Name)))
                return true;
        }

        return false;
    }

    private static IEnumerable<string?> Targets(ExpressionSyntax left) =>
        left is TupleExpressionSyntax tuple ? tuple.Arguments.SelectMany(a => Targets(a.Expression)) : [NameOf(left)];

    private static bool CallsAnother(IMethodSymbol constructor, CancellationToken cancel) => constructor.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax(cancel) is ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer });

    private static ExpressionSyntax? InitializerOf(ISymbol store, CancellationToken cancel) => store.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel) switch
    {
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        VariableDeclaratorSyntax variable => variable.Initializer?.Value,
        _ => null,
    };

    private static bool MentionsParameter(ExpressionSyntax initializer, IMethodSymbol constructor) => initializer.DescendantNodesAndSelf()
        .OfType<IdentifierNameSyntax>()
        .Any(n => constructor.Parameters.Any(p => p.Name == n.Identifier.ValueText));

    /// <summary>A list that begins empty, or an object whose properties can be set: nobody makes one to leave it so.</summary>
    private static bool IsToBeFilled(ITypeSymbol type, ExpressionSyntax initializer)
    {
        var isEmpty = initializer is CollectionExpressionSyntax { Elements.Count: 0 }
            || (initializer is BaseObjectCreationExpressionSyntax { Initializer: null or { Expressions.Count: 0 } } creation && (creation.ArgumentList?.Arguments.All(IsSetting) ?? true));
        if (!isEmpty || type is not INamedTypeSymbol named)
            return false;
        if (JsonCollections.IsCollection(named))
            return JsonCollections.IsMutable(named);
        return initializer is not CollectionExpressionSyntax && named.TypeKind == TypeKind.Class
            && JsonMember.Of(named).Any(m => m.Symbol is IPropertySymbol { SetMethod: { IsInitOnly: false } });
    }

    /// <summary>A capacity or a comparer.</summary>
    private static bool IsSetting(ArgumentSyntax argument) => argument.Expression is LiteralExpressionSyntax or MemberAccessExpressionSyntax;

    /// <summary>An id or a time that is another one each time an object is made.</summary>
    private bool IsMadeAnew(ExpressionSyntax initializer, CancellationToken cancel)
    {
        if (initializer is LiteralExpressionSyntax || compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer, cancel) is not { } value)
            return false;
        return value.DescendantsAndSelf()
            .Select(o => o is IInvocationOperation call ? call.TargetMethod : (o as IMemberReferenceOperation)?.Member)
            .Any(m => m is not null && apis.Find(m, null) is { Rule: "DUR1001" or "DUR1002" });
    }
}
