using Microsoft.Extensions.Logging;

namespace DurableSdk.Storage;

/// <summary>
/// For stores: loggers that never throw. A log that can't be written, to a full disk or to a service that is down, must not end what it tells of.
/// </summary>
/// <param name="inner">Makes the loggers that are written to; it stays the caller's.</param>
public sealed class GuardedLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new GuardedLogger(inner.CreateLogger(categoryName));

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class GuardedLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => Try(static (inner, state) => inner.BeginScope(state), state);

        public bool IsEnabled(LogLevel logLevel) => Try(static (inner, level) => inner.IsEnabled(level), logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Try(
            static (inner, line) =>
            {
                inner.Log(line.logLevel, line.eventId, line.state, line.exception, line.formatter);
                return true;
            },
            (logLevel, eventId, state, exception, formatter));

        private TResult? Try<TState, TResult>(Func<ILogger, TState, TResult> log, TState state)
        {
            try
            {
                return log(inner, state);
            }
            catch (Exception)
            {
                return default;
            }
        }
    }
}
