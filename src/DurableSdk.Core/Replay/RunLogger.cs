using DurableSdk.Collections;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Replay;

/// <summary>Keeps the workflow's log lines until the driver takes them; drops them on replay.</summary>
internal sealed class RunLogger(Func<bool> isReplaying) : ILogger
{
    private LazyList<Action<ILogger>> _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && !isReplaying();

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _lines.Add(logger => logger.Log(logLevel, eventId, state, exception, formatter));
    }

    public IReadOnlyList<Action<ILogger>> Take()
    {
        if (_lines.Count == 0)
            return [];
        var lines = _lines.Items.ToArray();
        _lines.Clear();
        return lines;
    }
}
