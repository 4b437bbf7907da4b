using Microsoft.Extensions.Logging;

namespace DurableSdk.Sqlite;

internal sealed partial class SqliteEventStore
{
    [LoggerMessage(3001, LogLevel.Debug, "{File} is open: schema {Schema}, synchronous {Synchronous}.")]
    private partial void LogOpened(string file, int schema, SqliteSynchronous synchronous);

    [LoggerMessage(3002, LogLevel.Information, "{File}: {Host} ({ProcessId}) executes runs from now on, epoch {Epoch}.")]
    private partial void LogAcquired(string file, string host, int processId, long epoch);

    [LoggerMessage(3003, LogLevel.Warning, "{File}: {Host} ({ProcessId}) has taken over, epoch {Epoch}; the previous host is fenced.")]
    private partial void LogTakenOver(string file, string host, int processId, long epoch);

    [LoggerMessage(3004, LogLevel.Warning, "{File}: could not look for runs that other processes have finished.")]
    private partial void LogLookFailed(string file, Exception error);

    [LoggerMessage(3005, LogLevel.Warning, "{File}: the ownership ended without a note in the file; what it had in hand counts as a crash.")]
    private partial void LogGiveUpFailed(string file, Exception error);
}
