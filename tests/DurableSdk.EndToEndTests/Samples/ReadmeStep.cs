using System.Text.RegularExpressions;

namespace DurableSdk.EndToEndTests.Samples;

/// <summary>A line that a README tells people to type, and what it says they see.</summary>
/// <param name="Command">For bash.</param>
/// <param name="Output">Empty where nothing stands below the line.</param>
internal sealed partial record ReadmeStep(string Command, string Output)
{
    /// <summary>Whether it starts the program.</summary>
    public bool Starts => Command.StartsWith("dotnet run ", StringComparison.Ordinal);

    public bool Kills => Command.StartsWith("kill -9 ", StringComparison.Ordinal);

    /// <summary>Whether it only looks, so that one may look again.</summary>
    public bool Looks => !Starts && !Kills && !Command.Contains(" -d ", StringComparison.Ordinal) && !Command.Contains(" -X ", StringComparison.Ordinal);

    public static IReadOnlyList<ReadmeStep> In(string markdown)
    {
        var steps = new List<ReadmeStep>();
        foreach (Match block in Block().Matches(markdown.ReplaceLineEndings("\n")))
        {
            var text = block.Groups["text"].Value.Trim();
            if (block.Groups["kind"].Value == "sh")
                steps.Add(new ReadmeStep(text, ""));
            else
                steps[^1] = steps[^1] with { Output = text };
        }

        return steps;
    }

    /// <summary>Whether this is what the README shows, but for what differs each time: tokens and times.</summary>
    public bool IsShown(string said) => Lasting(said) == Lasting(Output);

    private static string Lasting(string text) => Time().Replace(Token().Replace(text.Trim(), "/hooks/…"), "…");

    [GeneratedRegex("^```(?<kind>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"/hooks/[A-Za-z0-9_.~-]{32}")]
    private static partial Regex Token();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+\+00:00")]
    private static partial Regex Time();
}
