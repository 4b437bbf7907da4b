using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Harness;

/// <summary>The real hosting assembly and what it needs.</summary>
internal static class RealHost
{
    public static MetadataReference[] References { get; } =
    [
        .. new[] { "DurableSdk", "DurableSdk.Testing", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Hosting.Abstractions" }
            .Select(name => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, name + ".dll"))),
    ];
}
