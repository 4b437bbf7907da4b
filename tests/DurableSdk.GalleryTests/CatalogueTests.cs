using System.Text.RegularExpressions;
using Gallery;

namespace DurableSdk.GalleryTests;

/// <summary>The list of samples, on the screen and in the documentation.</summary>
public sealed partial class CatalogueTests
{
    [Test]
    public async Task Gallery_without_arguments_lists_every_sample()
    {
        var said = await GalleryProcess.RunAsync([]);

        Assert.That(said.ExitCode, Is.Zero, said.ToString);
        foreach (var sample in Catalogue.Groups.SelectMany(group => group.Samples))
            Assert.That(said.Output, Does.Match($"(?m)^  {sample.Name} +{Regex.Escape(sample.Summary)}"));
    }

    [Test]
    public async Task Unknown_sample_is_answered_by_the_list()
    {
        var said = await GalleryProcess.RunAsync(["no-such"]);

        Assert.That(said.ExitCode, Is.EqualTo(2));
        Assert.That(said.Errors, Does.Contain("There is no sample no-such."));
        Assert.That(said.Output, Does.Contain("  timer "));
    }

    [Test]
    public void Readme_lists_the_samples_of_the_catalogue()
    {
        var lines = File.ReadAllLines(Path.Combine(SampleDirectory, "README.md"));

        var listed = lines.Select(line => Row().Match(line)).Where(row => row.Success).Select(row => (row.Groups["name"].Value, row.Groups["summary"].Value));

        Assert.That(listed, Is.EqualTo(Catalogue.Groups.SelectMany(group => group.Samples).Select(sample => (sample.Name, sample.Summary))));
    }

    [Test]
    public void Readme_links_each_sample_to_its_file()
    {
        var links = Row().Matches(File.ReadAllText(Path.Combine(SampleDirectory, "README.md"))).Select(row => row.Groups["file"].Value);

        Assert.That(links.Where(file => !File.Exists(Path.Combine(SampleDirectory, file))), Is.Empty);
    }

    private static string SampleDirectory => Gallery.Frame.Options.ProjectDirectory;

    [GeneratedRegex(@"^\| \[(?<name>[a-z-]+)\]\((?<file>[^)]+)\) \| (?<summary>.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
