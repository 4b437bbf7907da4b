using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

public sealed partial class SqliteAgainstMemoryTests
{
    /// <summary>One of the two stores: a host with its owner, and another process on the same database.</summary>
    private sealed class Side(Func<ValueTask<IEventStore>> open, Func<IEventStore, ValueTask> crash) : IAsyncDisposable
    {
        private int _taken;

        public IEventStore Store { get; private set; } = null!;

        /// <summary>Another process, which executes nothing.</summary>
        public IEventStore Other { get; private set; } = null!;

        public IRunOwner Owner { get; private set; } = null!;

        /// <summary>Null where new runs are claimed as all others are.</summary>
        public RecordingIntake? Intake { get; private set; }

        /// <summary>The runs that the owner has, with the ends of their logs.</summary>
        public SortedDictionary<string, long> Held { get; } = new(StringComparer.Ordinal);

        /// <summary>What the owner was told of runs that it has had, since that was last asked for.</summary>
        public SortedSet<string> Told { get; } = new(StringComparer.Ordinal);

        public static async Task<Side> OpenAsync(Func<ValueTask<IEventStore>> open, Func<IEventStore, ValueTask> crash)
        {
            var side = new Side(open, crash);
            side.Store = await open();
            side.Other = await open();
            await side.OwnAsync("build-1", takeOver: false, room: 0);
            return side;
        }

        public async Task OwnAsync(string build, bool takeOver, int room)
        {
            Held.Clear();
            _taken = 0;
            Owner = await SqliteAgainstMemoryTests.OwnAsync(Store, build, takeOver);
            Intake = room == 0 ? null : new RecordingIntake { Room = room };
            if (Intake is not null)
                Owner.TakeNewRuns(Intake);
        }

        public async Task CrashAsync()
        {
            await crash(Store);
            Store = await open();
        }

        /// <summary>What the owner was given with creations since that was last asked for.</summary>
        public string TakeTaken()
        {
            var runs = Intake?.Taken.Skip(_taken).ToList() ?? [];
            _taken += runs.Count;
            foreach (var run in runs)
                Held[run.RunId] = run.LastSequence;
            return $"{string.Join(' ', runs)} reserved {Intake?.Reserved}";
        }

        public string TakeTold()
        {
            var told = string.Join(' ', Told);
            Told.Clear();
            return told;
        }

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            await Other.DisposeAsync();
        }
    }
}
