using System.Globalization;
using Microsoft.Extensions.Logging;

namespace DurableSdk.SimulationTests.World;

/// <summary>Notes which lines of the engine's log are ever written: each stands for a way that it can go.</summary>
internal sealed class ReachedLoggerFactory(Reached reached) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        reached.Note($"log {eventId.Id.ToString("00", CultureInfo.InvariantCulture)} {eventId.Name}");

    public void Dispose()
    {
    }
}
