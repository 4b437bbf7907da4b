using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>
/// One semantic model for each file, for all of the generator's parsers, so that a body is bound once and not once for its calls and again for its graph. Without
/// the analysis of nullability: nothing is asked of it, and it is the dearest part of binding a body.
/// </summary>
internal static class SharedModels
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> OfCompilation = new();

    public static SemanticModel Of(SyntaxTree tree, Compilation compilation) =>
        OfCompilation.GetValue(compilation, static _ => new ConcurrentDictionary<SyntaxTree, SemanticModel>()).GetOrAdd(tree, t => Create(t, compilation));

    private static SemanticModel Create(SyntaxTree tree, Compilation compilation)
    {
        try
        {
            return WithoutNullability(tree, compilation);
        }
        catch (MissingMethodException)
        {
            return compilation.GetSemanticModel(tree); // a compiler that has withdrawn the experiment
        }
    }

#pragma warning disable RSEXPERIMENTAL001 // the fallback stands above
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SemanticModel WithoutNullability(SyntaxTree tree, Compilation compilation) =>
        compilation.GetSemanticModel(tree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001
}
