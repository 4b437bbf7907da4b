namespace DurableSdk.Analyzers.Apis;

/// <summary>
/// Reads the table that comes with the analyzers: sections that begin with a rule and, where its message wants it, what to write
/// instead (<c>[DUR1003] Durable.Sleep</c>), then one documentation id a line. A line that can't be taken stops nothing: the rest still counts,
/// and a test says which it is.
/// </summary>
internal static class ApiFile
{
    /// <param name="text">The table.</param>
    /// <param name="refuse">Told of each line that is listed already, and of each section without an end.</param>
    public static Dictionary<string, ApiEntry> Parse(string text, Action<string>? refuse = null)
    {
        var entries = new Dictionary<string, ApiEntry>(StringComparer.Ordinal);
        var section = new ApiEntry(ApiEntry.Safe, "");
        foreach (var line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var end = line.IndexOf(']');
            if (line[0] == '[' && end > 0)
                section = new ApiEntry(line.Substring(1, end - 1), line.Substring(end + 1).Trim());
            else if (line[0] == '[' || entries.ContainsKey(line))
                refuse?.Invoke(line);
            else
                entries.Add(line, section);
        }

        return entries;
    }
}
