using Microsoft.Extensions.Logging;

namespace DurableSdk.Sqlite.Writing;

internal sealed partial class Writer
{
    [LoggerMessage(3101, LogLevel.Warning, "{File}: a group of {Count} operations failed and is written one by one.")]
    private partial void LogGroupSplit(string file, int count, Exception error);

    [LoggerMessage(3102, LogLevel.Debug, "{File}: {Count} operations failed; nothing of them was recorded, and their callers are told.")]
    private partial void LogFailed(string file, int count, Exception error);

    [LoggerMessage(3103, LogLevel.Warning, "{File}: a failed transaction could not be rolled back; the connection is replaced.")]
    private partial void LogRollbackFailed(string file, Exception error);

    [LoggerMessage(3104, LogLevel.Warning, "{File}: could not look for commits of other processes.")]
    private partial void LogPollFailed(string file, Exception error);

    [LoggerMessage(3105, LogLevel.Debug, "{File}: the write-ahead log could not be merged into the file.")]
    private partial void LogCheckpointFailed(string file, Exception error);
}
