using System.Text;

namespace Idiomatic.NightlyEtl;

public sealed record Row(string Key, decimal Value);

public sealed record Batch(int Number, IReadOnlyList<Row> Rows);

public sealed record LoadReport(int Batches, int Rows, string Text);

/// <summary>Extracts page by page, transforms in memory, loads in parallel.</summary>
public sealed class NightlyEtlWorkflow
{
    [Workflow]
    public async Task<LoadReport> RunAsync(string source, int pageSize = 100)
    {
        var rows = new List<Row>();
        string? cursor = null;
        do
        {
            var (page, next) = await ExtractAsync(source, cursor, pageSize);
            rows.AddRange(page);
            cursor = next;
        }
        while (cursor is not null);

        var clean = rows
            .Where(r => r.Value > 0 && !string.IsNullOrWhiteSpace(r.Key))
            .GroupBy(r => r.Key, StringComparer.Ordinal)
            .Select(g => new Row(g.Key, g.Sum(r => r.Value)))
            .OrderByDescending(r => r.Value)
            .ThenBy(r => r.Key, StringComparer.Ordinal)
            .ToList();

        var batches = clean.Chunk(pageSize).Select((chunk, i) => new Batch(i, chunk)).ToArray();
        var loaded = await Task.WhenAll(batches.Select(LoadAsync));

        var text = new StringBuilder();
        foreach (var batch in batches)
            text.Append('#').Append(batch.Number).Append(": ").AppendLine(batch.Rows.Count > 0 ? batch.Rows[0].Key : "-");
        return new LoadReport(batches.Length, loaded.Sum(), text.ToString());
    }

    [Step(Timeout = "5m")]
    private static Task<(List<Row> Rows, string? Next)> ExtractAsync(string source, string? cursor, int size) => Task.FromResult((new List<Row>(), (string?)null));

    private static async Task<int> LoadAsync(Batch batch) => batch.Rows.Count == 0 ? 0 : await InsertAsync(batch);

    [Step]
    private static Task<int> InsertAsync(Batch batch) => Task.FromResult(batch.Rows.Count);
}
