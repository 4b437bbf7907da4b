using Microsoft.Extensions.Logging;

namespace DurableSdk.Hosting;

/// <summary>For a console program that brings no logging of its own: warnings and errors go to standard error, so that a blocked run is seen.</summary>
internal sealed class StandardErrorLoggerFactory : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new StandardErrorLogger();

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class StandardErrorLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

        /// <summary>An error of ours says in its message what a person needs; of anything else the stack is shown too.</summary>
        private static string Explain(Exception? exception) => exception switch
        {
            null => "",
            DurableException known => $" {known.Message}",
            _ => Environment.NewLine + exception,
        };

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Console.Error.WriteLine($"{logLevel}: {formatter(state, exception)}{Explain(exception)}");
        }
    }
}
