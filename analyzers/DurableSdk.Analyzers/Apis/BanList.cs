using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.Analyzers.Apis;

/// <summary>
/// What a project bans in workflows: the lines of its files <c>Durable.BannedInWorkflows.txt</c>, and of
/// <c>Durable.BannedInWorkflows.*.txt</c>. A line is a documentation id, a semicolon and the reason.
/// </summary>
internal sealed class BanList
{
    private const string FileName = "Durable.BannedInWorkflows.";
    private const string NoReason = "the project lists it";

    private readonly Dictionary<string, ApiEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BanLine> _first = new(StringComparer.Ordinal);
    private readonly List<(BanLine Line, string Why)> _problems = [];

    /// <summary>What is banned, by documentation id.</summary>
    public IReadOnlyDictionary<string, ApiEntry> Entries => _entries;

    public static BanList Read(IEnumerable<AdditionalText> files, CancellationToken cancel)
    {
        var list = new BanList();
        foreach (var file in files.Where(IsBanFile))
        {
            if (file.GetText(cancel) is not { } text)
                continue;
            foreach (var line in text.Lines)
                list.Add(file.Path, line);
        }

        return list;
    }

    public static bool IsBanFile(AdditionalText file)
    {
        var name = Path.GetFileName(file.Path);
        return name.StartsWith(FileName, StringComparison.OrdinalIgnoreCase) && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What is wrong with the lines of a file, at each.</summary>
    public IEnumerable<Diagnostic> ProblemsIn(AdditionalText file, Compilation compilation)
    {
        foreach (var (line, why) in _problems.Where(p => p.Line.Path == file.Path))
            yield return Diagnostic.Create(DeterminismRules.UnreadableBan, line.Location, line.Id, why);
        foreach (var line in _first.Values.Where(l => l.Path == file.Path && !DocumentationIds.NamesSomething(l.Id, compilation)))
            yield return Diagnostic.Create(DeterminismRules.UnreadableBan, line.Location, line.Id, "names nothing in this project or in what it references");
    }

    private void Add(string path, TextLine textLine)
    {
        if (BanLine.Read(path, textLine) is not { } line)
            return;
        if (!DocumentationIds.IsReadable(line.Id))
            _problems.Add((line, "isn't a documentation id; write T:, M:, P:, F:, E: or N: and the full name, then a semicolon and the reason"));
        else if (_first.TryGetValue(line.Id, out var first))
            _problems.Add((line, $"is listed already, in line {first.Number} of {Path.GetFileName(first.Path)}"));
        else
        {
            _first.Add(line.Id, line);
            _entries.Add(line.Id, new ApiEntry(DeterminismRules.BannedByProject.Id, line.Reason.Length == 0 ? NoReason : line.Reason));
        }
    }
}
