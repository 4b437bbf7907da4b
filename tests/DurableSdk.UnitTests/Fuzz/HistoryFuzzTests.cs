using DurableSdk.Events;
using DurableSdk.Failures;
using DurableSdk.Payloads;
using DurableSdk.Replay;
using DurableSdk.Storage;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests.Fuzz;

/// <summary>
/// Ten thousand changed histories, each of which ends in an error with a code or in a run that is as good as any: none throws anything else, none hangs, and none is taken that no engine
/// could have written. A failure names its seed; the same seed makes the same change.
/// </summary>
public sealed class HistoryFuzzTests
{
    private const string RunId = "run-1";
    private const int PerBlock = 500;

    /// <summary>A block takes seconds: only one of which some replay never ends takes so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly PayloadSerializer Serializer = new(new(PayloadSerializer.CreateOptions()), PayloadSerializer.DefaultBytesMax);

    private static readonly Lazy<IReadOnlyList<FuzzHistory>> Histories = new(FuzzHistory.All);

    [Test]
    public void Changed_history_ends_in_an_error_or_in_a_correct_run([Range(0, 19)] int block)
    {
        var (seed, taken) = (block * PerBlock, 0);
        var judging = Task.Run(() =>
        {
            for (; seed < (block + 1) * PerBlock; Volatile.Write(ref seed, seed + 1))
                taken += Judge(seed) ? 1 : 0;
        });
        Assert.That(Task.WhenAny(judging).Wait(Patience), () => $"Seed {Volatile.Read(ref seed)} hangs.");
        judging.GetAwaiter().GetResult();
        Assert.That(taken, Is.InRange(1, (PerBlock * 4 / 5) - 1), "Most changes are to be noticed, else they change too little; some are harmless, else this shows nothing of what is taken.");
    }

    [Test]
    public void Every_kind_of_event_is_in_some_history()
    {
        var kinds = Histories.Value.SelectMany(history => history.Log).Select(entry => EventBody.KindOf(entry.Event)).ToHashSet();
        Assert.That(Enum.GetValues<EventKind>().Where(kind => !kinds.Contains(kind)).ToArray(), Is.EqualTo(new[] { EventKind.WorkflowTerminated }));
    }

    [Test]
    public void Unchanged_history_is_taken()
    {
        foreach (var history in Histories.Value)
        {
            var stored = history.Log.Select(entry => EventCodec.Plain.Encode(RunId, entry)).ToArray();
            Assert.That(HistoryModel.WhyNone(history.Log), Is.Null, history.Name);
            Assert.That(Replay(history, stored).Error, Is.Null, history.Name);
        }
    }

    /// <returns>Whether it was taken.</returns>
    private static bool Judge(int seed)
    {
        var history = Histories.Value[seed % Histories.Value.Count];
        var mutation = new HistoryMutation(RunId, seed);
        var stored = mutation.Mutate(history.Log.Select(entry => EventCodec.Plain.Encode(RunId, entry)));
        string What(string how) => $"{how}. Seed {seed}, history {history.Name}:{Environment.NewLine}{mutation}";
        try
        {
            var (first, second) = (Replay(history, stored), Replay(history, stored));
            Assert.That(second.Commands, Is.EqualTo(first.Commands), What("It goes on in two ways"));
            if (first.Error is null)
                Assert.That(HistoryModel.WhyNone(first.Log), Is.Null, What("It is taken"));
            return first.Error is null;
        }
        catch (Exception e) when (e is not AssertionException)
        {
            throw new AssertionException(What($"{e}"));
        }
    }

    private static FuzzReplay Replay(FuzzHistory history, IReadOnlyList<StoredEvent> stored)
    {
        try
        {
            var log = EventCodec.Plain.DecodeAll(RunId, stored, 0).ToList();
            var core = Apply(history, log, null);
            if (core.NeedsHistory)
            {
                core.Dispose();
                core = Apply(history, log, RunHistory.Of(log));
            }

            using (core)
            {
                var commands = core.TakeCommands().Select(CommandText.Of).ToList();
                return new(log, commands, core.Error);
            }
        }
        catch (DurableException e)
        {
            Assert.That(e.Code, Does.Match("^DS[0-9]{4}$"));
            return new([], [e.Message], e);
        }
    }

    private static ReplayCore Apply(FuzzHistory history, List<LogEntry> log, RunHistory? summary)
    {
        var setup = new RunSetup
        {
            RunId = RunId,
            Definition = history.Definition,
            Target = null,
            Serializer = Serializer,
            Exceptions = new ExceptionTable([], Serializer),
        };
        var core = new ReplayCore(setup, log.Count, summary);
        foreach (var entry in log)
        {
            if (!core.NeedsHistory)
                core.Apply(entry, isReplay: true);
        }

        return core;
    }

    private sealed record FuzzReplay(IReadOnlyList<LogEntry> Log, IReadOnlyList<string> Commands, DurableException? Error);
}
