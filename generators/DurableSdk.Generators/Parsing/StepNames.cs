using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Generators.Parsing;

/// <summary>
/// The method names that may be steps or workflows, so that only their calls need binding, and those of the source that may be workflows. Found by
/// syntax, remembered per tree: an edit looks at the declarations of one file. A name too many costs a binding; the attribute
/// itself is checked on the symbol.
/// </summary>
internal sealed class StepNames
{
    private static readonly ConditionalWeakTable<Compilation, StepNames> OfCompilation = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Declarations> OfTree = new();

    private readonly HashSet<string> _names;
    private readonly HashSet<string> _workflows;

    private StepNames(HashSet<string> names, HashSet<string> workflows) => (_names, _workflows) = (names, workflows);

    public static StepNames Of(Compilation compilation) => OfCompilation.GetValue(compilation, Find);

    public bool IsEmpty => _names.Count == 0;

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Whether a method of this name in the source may be a workflow.</summary>
    public bool ContainsWorkflow(string name) => _workflows.Contains(name);

    private static StepNames Find(Compilation compilation)
    {
        var trees = compilation.SyntaxTrees.Select(tree => OfTree.GetValue(tree, FindInTree)).ToList();
        var names = MethodsWith("Step", trees);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
            names.UnionWith(References.Of(assembly).Steps);
        var workflows = MethodsWith("Workflow", trees);
        names.UnionWith(workflows);
        return new StepNames(names, workflows);
    }

    private static HashSet<string> MethodsWith(string attribute, List<Declarations> trees)
    {
        var attributes = new HashSet<string>(StringComparer.Ordinal) { attribute, attribute + "Attribute" };
        attributes.UnionWith(trees.SelectMany(t => t.Aliases).Where(a => a.Target == attribute || a.Target == attribute + "Attribute").Select(a => a.Alias).ToList());
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (method, carried) in trees.SelectMany(t => t.Methods))
        {
            if (attributes.Contains(carried))
                names.Add(method);
        }

        return names;
    }

    private static Declarations FindInTree(SyntaxTree tree)
    {
        var methods = new List<(string, string)>();
        var aliases = new List<(string, string)>();
        var nodes = tree.GetRoot().DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax);
        foreach (var node in nodes)
        {
            if (node is UsingDirectiveSyntax { Alias.Name: var alias, NamespaceOrType: NameSyntax target })
                aliases.Add((alias.Identifier.ValueText, SimpleName(target)));
            if (node is not MethodDeclarationSyntax { AttributeLists.Count: > 0 } method)
                continue;
            foreach (var attribute in method.AttributeLists.SelectMany(l => l.Attributes))
                methods.Add((method.Identifier.ValueText, SimpleName(attribute.Name)));
        }

        return new Declarations(methods, aliases);
    }

    private static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private sealed class Declarations(List<(string Method, string Attribute)> methods, List<(string Alias, string Target)> aliases)
    {
        public List<(string Method, string Attribute)> Methods { get; } = methods;

        public List<(string Alias, string Target)> Aliases { get; } = aliases;
    }
}
