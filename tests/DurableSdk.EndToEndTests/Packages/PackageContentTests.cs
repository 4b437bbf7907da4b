using System.IO.Compression;
using System.Xml.Linq;

namespace DurableSdk.EndToEndTests.Packages;

/// <summary>What is in the packages.</summary>
[Category("Packages")]
public sealed class PackageContentTests
{
    private static readonly string[] Packages = ["DurableSdk.Core", "DurableSdk", "DurableSdk.Sqlite", "DurableSdk.AspNetCore", "DurableSdk.Testing"];

    [TestCaseSource(nameof(Packages))]
    public void Package_has_readme_licence_docs_and_symbols(string package)
    {
        var files = Files(package, "nupkg");
        Assert.That(files, Does.Contain("README.md").And.Contain($"lib/net10.0/{package}.dll").And.Contain($"lib/net10.0/{package}.xml"));
        Assert.That(Files(package, "snupkg"), Does.Contain($"lib/net10.0/{package}.pdb"));
        var metadata = Nuspec(package);
        Assert.That(Value(metadata, "license"), Is.EqualTo("MIT"));
        Assert.That(Value(metadata, "readme"), Is.EqualTo("README.md"));
        Assert.That(Value(metadata, "description"), Is.Not.Empty);
    }

    [Test]
    public void DurableSdk_carries_generator_analyzers_fixes_and_their_settings() => Assert.That(
        Files("DurableSdk", "nupkg"),
        Does.Contain("analyzers/dotnet/cs/DurableSdk.Generators.dll").And.Contain("analyzers/dotnet/cs/DurableSdk.Analyzers.dll")
            .And.Contain("analyzers/dotnet/cs/DurableSdk.CodeFixes.dll")
            .And.Contain("build/DurableSdk.strict.globalconfig").And.Contain("buildTransitive/DurableSdk.strict.globalconfig")
            .And.Contain("docs/rules/DUR0001.md").And.Contain("docs/errors/DS1001.md")
            .And.Contain("build/DurableSdk.targets").And.Contain("buildTransitive/DurableSdk.targets"));

    [TestCase("DurableSdk.Sqlite")]
    [TestCase("DurableSdk.AspNetCore")]
    [TestCase("DurableSdk.Testing")]
    public void Generator_and_settings_flow_through_the_package(string package)
    {
        var dependency = Nuspec(package).Descendants().Single(e => e.Name.LocalName == "dependency" && e.Attribute("id")!.Value == "DurableSdk");
        Assert.That(dependency.Attribute("exclude")?.Value ?? "", Does.Not.Contain("Analyzers").And.Not.Contain("Build"));
        Assert.That(dependency.Attribute("version")!.Value, Is.EqualTo(PackageFolder.Version));
    }

    [Test]
    public void Packages_depend_on_nothing_of_the_compiler()
    {
        var dependencies = Packages
            .SelectMany(package => Nuspec(package).Descendants().Where(e => e.Name.LocalName == "dependency"))
            .Select(e => e.Attribute("id")!.Value);
        Assert.That(dependencies, Has.None.StartsWith("Microsoft.CodeAnalysis").And.None.EqualTo("DurableSdk.Generators"));
    }

    [Test]
    public void Only_the_package_for_it_needs_AspNetCore() => Assert.That(
        Packages.Where(package => Nuspec(package).Descendants().Any(e => e.Name.LocalName == "frameworkReference" && e.Attribute("name")!.Value == "Microsoft.AspNetCore.App")),
        Is.EqualTo(["DurableSdk.AspNetCore"]));

    private static List<string> Files(string package, string kind)
    {
        using var archive = Open(package, kind);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private static XElement Nuspec(string package)
    {
        using var archive = Open(package, "nupkg");
        using var stream = archive.GetEntry($"{package}.nuspec")!.Open();
        return XElement.Load(stream);
    }

    private static ZipArchive Open(string package, string kind) =>
        ZipFile.OpenRead(Path.Combine(PackageFolder.Path, $"{package}.{PackageFolder.Version}.{kind}"));

    private static string? Value(XElement nuspec, string name) => nuspec.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
}
