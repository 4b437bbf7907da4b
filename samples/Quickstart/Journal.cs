using System.Globalization;
using System.Text;

namespace Quickstart;

/// <summary>
/// What happened in the outside world, a line for every effect of a step, in a file of its own: not part of DurableSdk, but the witness
/// that nothing recorded ran twice. A line is written at the very end of a step's work. Thread-safe, also between processes.
/// </summary>
public sealed class Journal(string path)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Key, string What), string> _numbers = [];
    private long _position;
    private int _lines;

    /// <summary>The number that an effect got when it happened; null where it hasn't.</summary>
    public string? Find(string key, string what)
    {
        lock (_lock)
        {
            ReadOn();
            return _numbers.GetValueOrDefault((key, what));
        }
    }

    /// <returns>The number.</returns>
    public string Add(string key, string what, string number, string about)
    {
        var at = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        lock (_lock)
            File.AppendAllText(path, $"{at}\t{key}\t{what}\t{number}\t{about}\n");
        return number;
    }

    /// <summary>How many effects there were, and how many of them a second time: of steps that were in flight when the program was killed.</summary>
    public (int Effects, int Repeated) Count()
    {
        lock (_lock)
        {
            ReadOn();
            return (_lines, _lines - _numbers.Count);
        }
    }

    /// <summary>Whole lines that were added since, by this process or another.</summary>
    private void ReadOn()
    {
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length - _position];
        stream.Position = _position;
        stream.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        _position += end;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _lines++;
            if (line.Split('\t') is [_, var key, var what, var number, ..])
                _numbers[(key, what)] = number;
        }
    }
}
