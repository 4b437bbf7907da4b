using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>Durable commits of one row each, as the steps of one run alone would be.</summary>
internal sealed class RawCommits : IDisposable
{
    private readonly Setting _setting;
    private readonly string _file;
    private readonly IRawDatabase _database;
    private readonly byte[] _body;
    private long _sequence;

    public RawCommits(Setting setting, byte[] body, Func<string, IRawDatabase> open)
    {
        _setting = setting;
        _file = setting.NewFile("raw-commits");
        _database = open(_file);
        _body = body;
    }

    /// <returns>Seconds for so many commits.</returns>
    public double Take(int count)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            _database.Begin();
            _database.Insert(1, ++_sequence, _body);
            _database.Commit();
        }

        return watch.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        _database.Dispose();
        _setting.Delete(_file);
    }
}
