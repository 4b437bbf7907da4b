namespace DurableSdk.DocsTests;

/// <summary>A fenced block of a Markdown file; <paramref name="Info"/> is what stands after the fence.</summary>
internal sealed record Block(string File, int Line, string Info, string Text)
{
    /// <summary>The name of the file in which a project bans APIs; a block that begins with it shows such a file.</summary>
    public const string BanFile = "Durable.BannedInWorkflows.txt";

    private const string Fence = "```";

    /// <summary>What it is, without the rules that it breaks.</summary>
    public string Kind => string.Join(' ', Words.Except(Rules));

    /// <summary>The rules that it breaks on purpose.</summary>
    public IEnumerable<string> Rules => Words.Where(word => word.StartsWith("DUR", StringComparison.Ordinal));

    private string[] Words => Info.Split(' ');

    public override string ToString() => $"{File}:{Line}";

    public static IEnumerable<Block> In(string path)
    {
        var lines = System.IO.File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            var first = i + 1;
            var info = lines[i][Fence.Length..].Trim();
            while (++i < lines.Length && lines[i].TrimEnd() != Fence)
            {
            }

            yield return new Block(Repository.Name(path), first, info, string.Join('\n', lines[first..i]));
        }
    }
}
