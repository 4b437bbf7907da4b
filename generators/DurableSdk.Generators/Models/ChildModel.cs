namespace DurableSdk.Generators.Models;

/// <summary>A workflow as a call site sees it.</summary>
/// <param name="Method">The method that is called: the workflow's own, or the one that it implements.</param>
/// <param name="Name">The workflow's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="HasAccessor">Whether generated code reaches the called method by an accessor that the workflow's own definition hasn't.</param>
internal sealed record ChildModel(MethodModel Method, string Name, int Version, bool HasAccessor);
