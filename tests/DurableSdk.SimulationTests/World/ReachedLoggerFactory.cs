using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSdk.SimulationTests.World;

/// <summary>Notes which lines of the engine's log are ever written: each stands for a way that it can go. Lines of the programs go nowhere. Where the world is untidy, all fail.</summary>
internal sealed class ReachedLoggerFactory(Simulation world) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("DurableSdk.", StringComparison.Ordinal) ? this
        : world.IsUntidy ? throw new BrokenException("no log")
        : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = LogLines.NameOf(eventId.Id, eventId.Name);
        world.Reached.Note(line);
        if (Sometimes.Never.ContainsKey(line))
            world.Unwanted.Add($"{line}: {formatter(state, exception)} {exception?.Message}");
        if (world.IsUntidy)
            throw new BrokenException("no log");
    }

    public void Dispose()
    {
    }
}
