using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>What a referenced assembly says of itself, remembered per assembly.</summary>
internal sealed class References
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, References> OfAssembly = new();

    private readonly Lazy<ILookup<string, IMethodSymbol>> _workflows;

    private References(bool usesCore, INamedTypeSymbol? manifest, IReadOnlyList<string> steps, Func<IEnumerable<INamedTypeSymbol>>? workflowTypes = null)
    {
        UsesCore = usesCore;
        Manifest = manifest;
        Steps = steps;
        _workflows = new(() => (workflowTypes?.Invoke() ?? []).SelectMany(t => t.GetMembers()).OfType<IMethodSymbol>().Where(MemberNames.IsWorkflow).ToLookup(m => m.Name, StringComparer.Ordinal));
    }

    /// <summary>Whether it references DurableSdk.Core.</summary>
    public bool UsesCore { get; }

    /// <summary>Its manifest class; null where it was compiled without the generator.</summary>
    public INamedTypeSymbol? Manifest { get; }

    /// <summary>The names of its steps and workflows.</summary>
    public IReadOnlyList<string> Steps { get; }

    /// <summary>Whether a workflow that calls its code may wait for signals there.</summary>
    public bool WaitsForSignals { get; private init; }

    /// <summary>Its messages that a class derived in another assembly can't see, each behind the metadata name of its class.</summary>
    public IReadOnlyList<string> HiddenMessages { get; private init; } = [];

    /// <summary>Whether steps called inside it would run unrecorded.</summary>
    public bool LacksMark => UsesCore && Manifest is null;

    /// <summary>Its workflows that run on an instance, by the method's name.</summary>
    public IEnumerable<IMethodSymbol> Workflows(string name) => _workflows.Value[name];

    public static References Of(IAssemblySymbol assembly) => OfAssembly.GetValue(assembly, Read);

    private static References Read(IAssemblySymbol assembly)
    {
        var usesCore = assembly.Modules.Any(m => m.ReferencedAssemblies.Any(a => a.Name == WellKnownNames.CoreAssembly));
        var isOurs = assembly.Name is "DurableSdk" or WellKnownNames.CoreAssembly or "DurableSdk.AspNetCore" or "DurableSdk.Sqlite" or "DurableSdk.Testing";
        if (!usesCore)
            return new References(false, null, []);

        var mark = assembly.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == WellKnownNames.DurableManifestAttribute);
        if (mark is not { ConstructorArguments: { Length: 2 } arguments } || arguments[0].Value is not INamedTypeSymbol manifest)
            return new References(!isOurs, null, []);
        var waits = mark.NamedArguments.Any(a => a is { Key: WellKnownNames.WaitsForSignals, Value.Value: true });
        var workflowTypes = Texts(Named(mark, WellKnownNames.WorkflowTypes));
        return new References(true, manifest, Texts(arguments[1]), () => workflowTypes.Select(assembly.GetTypeByMetadataName).OfType<INamedTypeSymbol>())
        {
            WaitsForSignals = waits,
            HiddenMessages = Texts(Named(mark, WellKnownNames.HiddenMessages)),
        };
    }

    private static TypedConstant Named(AttributeData mark, string name) => mark.NamedArguments.FirstOrDefault(a => a.Key == name).Value;

    private static List<string> Texts(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Array && !constant.IsNull ? constant.Values.Select(v => v.Value as string).OfType<string>().ToList() : [];
}
