using Microsoft.Extensions.Logging;

namespace DurableSdk.EngineTests.Harness;

/// <summary>A log line as it was written.</summary>
internal sealed record LogLine(string Category, LogLevel Level, int Id, string Text, Exception? Exception);

/// <summary>Keeps every log line, and tells when one comes.</summary>
internal sealed class CapturedLog : ILoggerFactory
{
    private readonly Observed<LogLine> _lines = new();

    public IReadOnlyList<LogLine> Lines => _lines.All;

    public IEnumerable<string> TextOf(string category) => Lines.Where(line => line.Category == category).Select(line => line.Text);

    public Task<LogLine> Line(Func<LogLine, bool> matches) => _lines.First(matches);

    public Task<LogLine> Nth(int n, Func<LogLine, bool> matches) => _lines.Nth(n, matches);

    public Task<LogLine> Line(int id) => Line(line => line.Id == id && line.Category.StartsWith("DurableSdk.Worker", StringComparison.Ordinal));

    /// <summary>The category whose lines can't be written.</summary>
    public string? FailsFor { get; set; }

    /// <summary>Whether no line of the engine can be written.</summary>
    public bool IsFull { get; set; }

    public ILogger CreateLogger(string categoryName) => categoryName == FailsFor ? throw new InvalidOperationException("The log is full.") : new Logger(categoryName, this);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Logger(string category, CapturedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (log.IsFull && category.StartsWith("DurableSdk.", StringComparison.Ordinal))
                throw new IOException("No space left on device");
            log._lines.Add(new LogLine(category, logLevel, eventId.Id, formatter(state, exception), exception));
        }
    }
}
