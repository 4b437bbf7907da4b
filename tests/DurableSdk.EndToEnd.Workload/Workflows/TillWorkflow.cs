namespace DurableSdk.EndToEnd.Workload;

/// <summary>Takes entries as updates, each with a receipt that no second execution would give, and goes on as a new run now and then.</summary>
public sealed class TillWorkflow
{
    /// <summary>Ends an entry that is refused.</summary>
    public const string Bad = "!";

    private const int EntriesPerLink = 20;

    private readonly List<string> _entries = [];
    private int _taken;
    private int _open;
    private bool _isClosed;

    [Workflow]
    public async Task<string[]> RunAsync(string[] before)
    {
        _entries.InsertRange(0, before);
        await Durable.Until(() => _open == 0 && (_isClosed || _taken >= EntriesPerLink));
        return _isClosed ? [.. _entries] : throw Durable.ContinueAsNew([_entries.ToArray()]);
    }

    /// <returns>The receipt.</returns>
    [Update(Validate = nameof(WhyNot))]
    public async Task<string> EnterAsync(string entry)
    {
        _open++;
        _taken++;
        var receipt = await PrintAsync(entry);
        _entries.Add($"{entry}={receipt}");
        _open--;
        return receipt;
    }

    [Signal]
    public void Close() => _isClosed = true;

    private static string? WhyNot(string entry) => entry.EndsWith(Bad, StringComparison.Ordinal) ? "it is bad" : null;

    [Step]
    private static Task<string> PrintAsync(string entry) => Task.FromResult($"{entry}/{Guid.NewGuid():N}");
}
