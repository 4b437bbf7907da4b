namespace DurableSdk.Analyzers.Apis;

/// <summary>
/// Reads the table that comes with the analyzers: sections that begin with a rule and, where its message wants it, what to write
/// instead (<c>[DUR1003] Durable.Sleep</c>), then one documentation id a line.
/// </summary>
internal static class ApiFile
{
    public static Dictionary<string, ApiEntry> Parse(string text)
    {
        var entries = new Dictionary<string, ApiEntry>(StringComparer.Ordinal);
        var section = new ApiEntry(ApiEntry.Safe, "");
        foreach (var line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '[')
                section = new ApiEntry(line.Substring(1, line.IndexOf(']') - 1), line.Substring(line.IndexOf(']') + 1).Trim());
            else
                entries.Add(line, section);
        }

        return entries;
    }
}
