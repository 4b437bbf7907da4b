namespace DurableSdk;

public sealed partial class DurableClient
{
    /// <summary>
    /// Writes a run's log as a JSON file, which a test replays against later code (<c>WorkflowTestHost.ReplayAsync</c>). Payloads are in it as they are, decrypted too: treat it as the data itself.
    /// The run goes on meanwhile; a run that hasn't ended can be exported as well.
    /// </summary>
    /// <param name="runId">The run. Of a chain of continued runs, each is a file of its own.</param>
    /// <param name="file">Where to; it stays open.</param>
    /// <param name="cancel">Stops in the middle.</param>
    /// <exception cref="DurableException">DS4001: there is no such run; DS4021: its log was purged; DS1006: an event is damaged.</exception>
    public async Task ExportHistoryAsync(string runId, Stream file, CancellationToken cancel = default)
    {
        await Leave();
        ArgumentNullException.ThrowIfNull(file);
        var run = await RequireRunAsync(runId, cancel);
        ThrowIfPurged(run);
        await HistoryFile.WriteAsync(run, GetEventsAsync(runId, cancel: cancel), file, cancel);
    }
}
