using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Generators.Parsing;

/// <summary>Finds the exception types that handlers and tests of exceptions ask for, and those that the source declares.</summary>
internal static class CatchParser
{
    /// <summary>A handler, or outside of one a test for a type: handlers ask helpers, too.</summary>
    public static bool IsCatch(SyntaxNode node, CancellationToken cancel) => node is CatchClauseSyntax || ExceptionTestSyntax.IsTest(node);

    public static bool IsDeclaration(SyntaxNode node, CancellationToken cancel) => node is ClassDeclarationSyntax { BaseList: not null };

    public static CatchModel? Parse(GeneratorSyntaxContext context, CancellationToken cancel)
    {
        var model = SharedModels.Of(context.Node.SyntaxTree, context.SemanticModel.Compilation);
        var clause = context.Node as CatchClauseSyntax;
        var named = clause is null
            ? BoundsOf(TypeNamedBy(ExceptionTestSyntax.NameIn(context.Node), model)).ToList()
            : TypesNamedIn(clause, model, cancel).SelectMany(n => BoundsOf(n.Type)).ToList();
        var catchesAll = clause is not null && (clause.Declaration is null || named.Any(ExceptionTypes.IsExactlyException));
        var asked = named.Where(IsAskedFor).ToList();
        if (!catchesAll && asked.Count == 0)
            return null;
        return new CatchModel(
            catchesAll,
            asked.Select(Identifiers.MetadataName).ToEquatableArray(),
            asked.SelectMany(t => ModelsOf(t, model.Compilation)).Distinct().ToEquatableArray());
    }

    private static IEnumerable<ExceptionModel> ModelsOf(INamedTypeSymbol type, Compilation compilation)
    {
        IEnumerable<ExceptionModel> below = ExceptionFamily.ReferencedBelow(type, compilation);
        return ExceptionParser.Parse(type, compilation).Model is { } model ? below.Prepend(model) : below;
    }

    public static DeclaredExceptionModel? ParseDeclaration(GeneratorSyntaxContext context, CancellationToken cancel)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancel) is not INamedTypeSymbol type
            || !IsAskedFor(type)
            || type.Arity > 0
            || ExceptionParser.Parse(type, context.SemanticModel.Compilation).Model is not { } model)
            return null;
        return new DeclaredExceptionModel(model, ExceptionTypes.ChainOf(type).Skip(1).Select(t => Identifiers.MetadataName(t.OriginalDefinition)).ToEquatableArray());
    }

    /// <summary>The types that the clause itself, its filter or its block names: <c>catch (X)</c>, <c>when (e is X)</c>, <c>switch (e) { case X: }</c>.</summary>
    public static IEnumerable<(ITypeSymbol Type, SyntaxNode Syntax)> TypesNamedIn(CatchClauseSyntax clause, SemanticModel model, CancellationToken cancel)
    {
        foreach (var node in clause.DescendantNodes())
        {
            var syntax = node is CatchDeclarationSyntax declaration && declaration.Parent == clause ? declaration.Type : ExceptionTestSyntax.PatternNameIn(node);
            cancel.ThrowIfCancellationRequested();
            if (TypeNamedBy(syntax, model) is { } type)
                yield return (type, syntax!);
        }
    }

    /// <summary>Speculative, because plain binding would bind the whole method body to answer for one name of a type.</summary>
    private static ITypeSymbol? TypeNamedBy(ExpressionSyntax? name, SemanticModel model) =>
        name is not null
        && model.GetSpeculativeSymbolInfo(name.SpanStart, name, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol is ITypeSymbol type
        && ExceptionTypes.IsException(type)
            ? type
            : null;

    /// <summary>A type parameter may be whatever derives from its constraint.</summary>
    private static IEnumerable<INamedTypeSymbol> BoundsOf(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol named => [named],
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Where(ExceptionTypes.IsException).SelectMany(BoundsOf),
        _ => [],
    };

    public static bool IsAskedFor(INamedTypeSymbol type) =>
        ExceptionTypes.IsException(type)
        && !ExceptionTypes.IsExactlyException(type)
        && !ExceptionTypes.IsCancellation(type)
        && !Visibility.HasErrors(type)
        && !IsOpen(type);

    private static bool IsOpen(ITypeSymbol type) =>
        type is ITypeParameterSymbol || (type is INamedTypeSymbol named && (named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer))));
}
