namespace Gallery.Frame;

/// <summary>Samples that belong together, in the order in which they are listed.</summary>
internal sealed record SampleGroup(string Title, IReadOnlyList<ISample> Samples);
