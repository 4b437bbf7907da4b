namespace DurableSdk.RoslynTests.Determinism;

/// <summary>The workflows under Idiomatic: code as it should be written, about which no rule may say anything.</summary>
internal static class IdiomaticFiles
{
    private const string Prefix = "Idiomatic/";

    public static IReadOnlyList<(string Path, string Source)> All { get; } =
    [
        .. typeof(IdiomaticFiles).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => (n[Prefix.Length..], Read(n))),
    ];

    public static string SourceOf(string name) => All.Single(f => f.Path == name + ".cs").Source;

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(IdiomaticFiles).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
