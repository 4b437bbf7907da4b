using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Generators.Parsing;

/// <summary>
/// The method names that may be steps, so that only their calls need binding. Found by syntax, remembered per tree: an edit
/// looks at the declarations of one file. A name too many costs a binding; the attribute itself is checked on the symbol.
/// </summary>
internal sealed class StepNames
{
    private static readonly ConditionalWeakTable<Compilation, StepNames> OfCompilation = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Declarations> OfTree = new();

    private readonly HashSet<string> _names;

    private StepNames(HashSet<string> names) => _names = names;

    public static StepNames Of(Compilation compilation) => OfCompilation.GetValue(compilation, Find);

    public bool IsEmpty => _names.Count == 0;

    public bool Contains(string name) => _names.Contains(name);

    private static StepNames Find(Compilation compilation)
    {
        var trees = compilation.SyntaxTrees.Select(tree => OfTree.GetValue(tree, FindInTree)).ToList();
        var attributes = new HashSet<string>(StringComparer.Ordinal) { "Step", "StepAttribute" };
        attributes.UnionWith(trees.SelectMany(t => t.Aliases));

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (method, attribute) in trees.SelectMany(t => t.Methods))
        {
            if (attributes.Contains(attribute))
                names.Add(method);
        }

        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
            names.UnionWith(References.Of(assembly).Steps);
        return new StepNames(names);
    }

    private static Declarations FindInTree(SyntaxTree tree)
    {
        var methods = new List<(string, string)>();
        var aliases = new List<string>();
        var nodes = tree.GetRoot().DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax);
        foreach (var node in nodes)
        {
            if (node is UsingDirectiveSyntax { Alias.Name: var alias, NamespaceOrType: NameSyntax target } && SimpleName(target) is "Step" or "StepAttribute")
                aliases.Add(((UsingDirectiveSyntax)node).Alias!.Name.Identifier.ValueText);
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

    private sealed class Declarations(List<(string Method, string Attribute)> methods, List<string> aliases)
    {
        public List<(string Method, string Attribute)> Methods { get; } = methods;

        public List<string> Aliases { get; } = aliases;
    }
}
