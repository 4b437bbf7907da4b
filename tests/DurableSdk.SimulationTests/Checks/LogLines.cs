using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace DurableSdk.SimulationTests.Checks;

/// <summary>The lines that the engine can write to its log: each stands for a way that it can go.</summary>
internal static class LogLines
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(DurableHost).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Declared))
            .Select(method => (method.Name, Line: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(one => one.Line is not null)
            .Select(one => NameOf(one.Line!.EventId, one.Line.EventName ?? one.Name)),
    ];

    public static string NameOf(int id, string? name) => $"log {id.ToString("00", CultureInfo.InvariantCulture)} {name}";
}
