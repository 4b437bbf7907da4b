namespace DurableSdk.Generators.Models;

/// <summary>A workflow as a call site sees it.</summary>
/// <param name="Method">The method that is called: the workflow's own, or the one that it implements.</param>
/// <param name="Name">The workflow's name.</param>
/// <param name="Version">Its version.</param>
internal sealed record ChildModel(MethodModel Method, string Name, int Version);
