using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.Analyzers.Contracts;

/// <summary>The file <c>Workflows.contract.txt</c>: for each workflow a line with its name, version and types, and an indented line for each durable operation.</summary>
internal sealed class ContractFile
{
    public const string FileName = "Workflows.contract.txt";

    private static readonly string[] Kinds = ["step", "child", "timer", "limit", "operation"];

    private readonly Dictionary<string, WorkflowContract> _workflows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Location> _locations = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _problems = [];
    private readonly string _path;
    private List<ContractOperation>? _operations;

    private ContractFile(string path) => _path = path;

    /// <summary>What can't be read; nothing is compared with a file that has any.</summary>
    public IReadOnlyList<Diagnostic> Problems => _problems;

    public string Path => _path;

    public IEnumerable<WorkflowContract> Workflows => _workflows.Values;

    public static bool IsOne(AdditionalText file) => System.IO.Path.GetFileName(file.Path).Equals(FileName, StringComparison.OrdinalIgnoreCase);

    public static ContractFile Read(string path, SourceText text)
    {
        var file = new ContractFile(path);
        foreach (var line in text.Lines)
            file.Add(line);
        return file;
    }

    public WorkflowContract? Find(string key) => _workflows.TryGetValue(key, out var found) ? found : null;

    public Location LocationOf(WorkflowContract workflow) => _locations[workflow.Key];

    /// <summary>The file's text with a workflow's lines put in the place of those it had, or at the end. Comments and empty lines stay.</summary>
    public static string Update(string text, string key, string section)
    {
        var lines = text.Replace("\r\n", "\n").TrimEnd('\n').Split('\n').ToList();
        var start = lines.FindIndex(line => KeyOf(line.Trim()) == key);
        if (start < 0)
            lines.RemoveAll(line => lines.Count == 1 && line.Length == 0);
        else
            RemoveSection(lines, start);
        lines.InsertRange(start < 0 ? lines.Count : start, section.TrimEnd('\n').Split('\n'));
        return string.Concat(lines.Select(line => line + (text.Contains("\r\n") ? "\r\n" : "\n")));
    }

    private static void RemoveSection(List<string> lines, int start)
    {
        var next = lines.FindIndex(start + 1, line => KeyOf(line.Trim()) is not null);
        for (var i = (next < 0 ? lines.Count : next) - 1; i > start; i--)
        {
            if (Kinds.Any(kind => lines[i].Trim().StartsWith(kind + " ", StringComparison.Ordinal)))
                lines.RemoveAt(i);
        }

        lines.RemoveAt(start);
    }

    private void Add(TextLine line)
    {
        var text = line.ToString().Trim();
        if (text.Length == 0 || text[0] == '#')
            return;
        if (KeyOf(text) is { } key)
            AddWorkflow(key, text, line);
        else if (Kinds.FirstOrDefault(k => text.StartsWith(k + " ", StringComparison.Ordinal)) is not { } kind)
            Refuse(line, "isn't read; a line begins with workflow, step, child, timer, limit, operation or #");
        else if (_operations is null)
            Refuse(line, "belongs to no workflow; a line \"workflow Name version 1 : (…) -> …\" comes before it");
        else
            _operations.Add(new ContractOperation(kind, Left(text.Substring(kind.Length + 1)), Right(text)));
    }

    private void AddWorkflow(string key, string text, TextLine line)
    {
        var at = key.LastIndexOf(" version ", StringComparison.Ordinal);
        _operations = [];
        if (!int.TryParse(key.Substring(at + " version ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            Refuse(line, "has no version; write workflow Name version 1 : (…) -> …");
            return;
        }

        if (_workflows.ContainsKey(key))
        {
            Refuse(line, "stands there already; each version of a workflow has one section");
            return;
        }

        _workflows.Add(key, new WorkflowContract(key.Substring(0, at), version, Right(text), _operations));
        _locations.Add(key, LocationOf(line));
    }

    private void Refuse(TextLine line, string why) => _problems.Add(Diagnostic.Create(ContractRules.Unreadable, LocationOf(line), line.ToString().Trim(), why));

    private Location LocationOf(TextLine line) =>
        Location.Create(_path, line.Span, new LinePositionSpan(new(line.LineNumber, 0), new(line.LineNumber, line.Span.Length)));

    /// <summary><c>Name version 1</c> of a workflow's line; null for any other.</summary>
    private static string? KeyOf(string text) =>
        text.StartsWith("workflow ", StringComparison.Ordinal) && text.Contains(" version ") ? Left(text.Substring("workflow ".Length)) : null;

    private static string Left(string text) => text.IndexOf(" : ", StringComparison.Ordinal) is var at and >= 0 ? text.Substring(0, at).Trim() : text.Trim();

    private static string Right(string text) => text.IndexOf(" : ", StringComparison.Ordinal) is var at and >= 0 ? text.Substring(at + 3).Trim() : "";
}
