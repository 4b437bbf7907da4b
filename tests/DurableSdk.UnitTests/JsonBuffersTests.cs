using System.Text;
using System.Text.Json;
using DurableSdk.Payloads;

namespace DurableSdk.UnitTests;

/// <summary>Writers that are used again give what new ones would.</summary>
[TestFixture]
public sealed class JsonBuffersTests
{
    private readonly JsonBuffers _buffers = new();

    [Test]
    public void What_was_written_is_not_changed_by_what_is_written_next()
    {
        var first = _buffers.Write("first", static (writer, text) => writer.WriteStringValue(text));
        var second = _buffers.Write("second and longer", static (writer, text) => writer.WriteStringValue(text));
        Assert.That((Text(first), Text(second)), Is.EqualTo(("\"first\"", "\"second and longer\"")));
    }

    [Test]
    public void Writing_that_throws_halfway_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => _buffers.Write(0, static (writer, _) =>
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(1);
            writer.Flush();
            throw new InvalidOperationException();
        }));
        Assert.That(Text(_buffers.Write(2, static (writer, number) => writer.WriteNumberValue(number))), Is.EqualTo("2"));
    }

    [Test]
    public void Writing_inside_of_another_has_a_writer_of_its_own()
    {
        // One that is used again is there for both, but for the first only.
        _buffers.Write(0, static (writer, number) => writer.WriteNumberValue(number));
        var outer = _buffers.Write(_buffers, static (writer, buffers) =>
        {
            writer.WriteStartArray();
            writer.WriteRawValue(buffers.Write("inner", static (inner, text) => inner.WriteStringValue(text)).Span);
            writer.WriteEndArray();
        });
        Assert.That(Text(outer), Is.EqualTo("[\"inner\"]"));
    }

    [Test]
    public void Writers_in_parallel_do_not_mix()
    {
        Parallel.For(0, 1000, i =>
        {
            var text = new string((char)('a' + (i % 26)), i * 100);
            Assert.That(Text(_buffers.Write(text, static (writer, text) => writer.WriteStringValue(text))), Is.EqualTo(JsonSerializer.Serialize(text)));
        });
    }

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
