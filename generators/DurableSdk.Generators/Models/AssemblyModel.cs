namespace DurableSdk.Generators.Models;

/// <param name="Namespace">Where this assembly's generated code lives: <c>DurableSdk.Generated.</c> and the assembly's name as an identifier.</param>
/// <param name="HasCore">Whether DurableSdk.Core is referenced.</param>
/// <param name="HasClient">Whether <c>DurableClient</c> is.</param>
/// <param name="Manifests">The manifest classes of the referenced assemblies.</param>
/// <param name="CallsWaits">Whether code of a referenced assembly may wait for signals when a workflow calls it.</param>
internal sealed record AssemblyModel(string Name, string Namespace, bool HasCore, bool HasClient, EquatableArray<string> Manifests, bool CallsWaits)
{
    public string ClientClass => Namespace.Substring(Namespace.LastIndexOf('.') + 1).TrimStart('@') + "_WorkflowClient";
}
