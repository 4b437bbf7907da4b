using Microsoft.Data.Sqlite;

namespace DurableSdk.StoreTests.Sqlite;

public sealed partial class SqliteAgainstMemoryTests
{
    /// <summary>Makes statements of the writer fail, and holds it up.</summary>
    private sealed class Faults
    {
        private const int Full = 13;

        private readonly Lock _gate = new();
        private readonly SortedSet<int> _at = [];
        private int _seen;
        private bool _isFull;

        /// <summary>What failed since it was last armed.</summary>
        public List<string> Hit { get; } = [];

        /// <summary>For <see cref="DurableSdk.Sqlite.SqliteStoreOptions.BeforeStatement"/>.</summary>
        public void BeforeStatement(string sql)
        {
            lock (_gate)
            {
                if (_at.Count == 0 || !_at.Remove(++_seen))
                    return;
                Hit.Add(sql.Split('\n')[0]);
                throw _isFull ? new SqliteException("planned", Full) : new CrashException(sql);
            }
        }

        /// <summary>Some of the next statements fail: alone, or as of a disk that is full.</summary>
        public void Arm(Random random, int statements)
        {
            lock (_gate)
            {
                _seen = 0;
                _isFull = random.Next(3) == 0;
                for (var i = random.Next(1, 4); i > 0; i--)
                    _at.Add(random.Next(1, statements));
            }
        }

        public void Disarm()
        {
            lock (_gate)
                _at.Clear();
            Hit.Clear();
        }
    }
}
