using System.Collections;
using System.Reflection;
using System.Text;
using DurableSdk.Events;

namespace DurableSdk.UnitTests.Harness;

/// <summary>All that an event says, by value: records compare payloads and lists by reference.</summary>
internal static class EventText
{
    public static string Of(RunEvent e) => Value(e);

    private static string Value(object? value) => value switch
    {
        null => "-",
        string text => $"'{text}'",
        ReadOnlyMemory<byte> bytes => $"<{Encoding.UTF8.GetString(bytes.Span)}>",
        DateTimeOffset at => at.ToString("O"),
        AttributeValue attribute => $"{attribute.Type} {attribute.Text}",
        IDictionary map => $"{{{string.Join(",", map.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => $"{key}:{Value(map[key])}"))}}}",
        IEnumerable list => $"[{string.Join(",", list.Cast<object>().Select(Value))}]",
        RunEvent or Failure => $"{value.GetType().Name}({string.Join(" ", Properties(value))})",
        _ => value.ToString()!,
    };

    private static IEnumerable<string> Properties(object record) => record.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => $"{property.Name}={Value(property.GetValue(record))}");
}
