using System.Text.RegularExpressions;

namespace DurableSdk.GalleryTests;

/// <summary>The interactive sample, by what somebody types.</summary>
public sealed partial class OnboardingTests
{
    [Test]
    public async Task Employee_keeps_the_id_over_the_crash_and_gets_another_after_a_reset()
    {
        var directory = Directory.CreateTempSubdirectory("durable-gallery-").FullName;

        var said = await GalleryProcess.RunAsync(["onboarding", "--directory", directory], "crash\nresume\nnonsense\nreset\nrun\nquit\n");

        Directory.Delete(directory, recursive: true);
        Assert.That(said.ExitCode, Is.Zero, said.ToString);
        string[] drawn = [.. Drawn().Matches(said.Output).Select(match => match.Groups["id"].Value)];
        Assert.That(drawn, Has.Length.EqualTo(2), said.ToString);
        Assert.That(said.Output, Does.Contain($"The id {drawn[0]} came from the log.").And.Contain($"The id {drawn[1]} was drawn now."));
        Assert.That(said.Output, Does.Contain("nonsense? reset, run, crash, resume or quit?"));
    }

    [GeneratedRegex(@"^  RegisterAsync#1 runs: Grace is (?<id>E-\d{5})\r?$", RegexOptions.Multiline)]
    private static partial Regex Drawn();
}
