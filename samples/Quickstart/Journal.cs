using System.Globalization;

namespace Quickstart;

/// <summary>
/// What happened in the outside world, a line for every effect of a step, in a file of its own: not part of DurableSdk, but the witness
/// that nothing recorded ran twice. A line is written at the very end of a step's work. Thread-safe.
/// </summary>
public sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Key, string What), string> _numbers = [];
    private readonly string _path;

    public Journal(string path)
    {
        _path = path;
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (line.Split('\t') is [_, var key, var what, var number, _])
                Count(key, what, number);
        }
    }

    /// <summary>Lines that stand there.</summary>
    public int Lines { get; private set; }

    /// <summary>Lines that repeat an effect which stood there before: of steps that were in flight when the program was killed.</summary>
    public int Repeated => Lines - _numbers.Count;

    /// <summary>The number that an effect got when it happened; null where it hasn't.</summary>
    public string? Find(string key, string what)
    {
        lock (_lock)
            return _numbers.GetValueOrDefault((key, what));
    }

    /// <returns>The number.</returns>
    public string Add(string key, string what, string number, string about)
    {
        var at = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            File.AppendAllText(_path, $"{at}\t{key}\t{what}\t{number}\t{about}\n");
            Count(key, what, number);
        }

        return number;
    }

    private void Count(string key, string what, string number)
    {
        Lines++;
        _numbers[(key, what)] = number;
    }
}
