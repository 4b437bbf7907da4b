using System.Globalization;
using DurableSdk.StoreTests.InMemory;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>The same random operations on both stores give the same answers, whatever the contract forgot to ask.</summary>
public sealed class SqliteAgainstMemoryTests : SqliteTests
{
    private const int Operations = 800;

    [Test]
    public async Task Random_operations_give_the_same_answers([Values(1, 2, 3, 4, 5, 6, 7, 8)] int seed)
    {
        var memory = new InMemoryFixture();
        memory.Create();
        var actors = new[]
        {
            await Actor.OpenAsync(async () => await Fixture.OpenAsync(), Fixture.CrashAsync),
            await Actor.OpenAsync(memory.OpenAsync, memory.CrashAsync),
        };
        var random = new Random(seed);
        var history = new List<string>();
        for (var i = 0; i < Operations; i++)
        {
            var operation = random.Next();
            var answers = new List<string>();
            foreach (var actor in actors)
                answers.Add(await actor.DoAsync(new Random(operation)));
            history.Add(answers[1]);
            Assert.That(answers[0], Is.EqualTo(answers[1]), () => $"seed {seed}, operation {i}, after\n{string.Join('\n', history.TakeLast(12))}");
        }

        foreach (var actor in actors)
            await actor.Store.DisposeAsync();
        Assert.That(history.Count(answer => answer.Contains("Committed", StringComparison.Ordinal)), Is.GreaterThan(30), "it is not all refusals");
    }

    /// <summary>One store with its owner, and what it believes of the logs.</summary>
    private sealed class Actor(Func<ValueTask<IEventStore>> open, Func<IEventStore, ValueTask> crash)
    {
        private static readonly WorkflowKey[] Workflows = [Orders, Returns, new("Orders", 2)];

        private readonly Dictionary<string, long> _last = [];
        private IRunOwner? _owner;
        private DateTimeOffset _now = Start;

        public IEventStore Store { get; private set; } = null!;

        public static async Task<Actor> OpenAsync(Func<ValueTask<IEventStore>> open, Func<IEventStore, ValueTask> crash)
        {
            var actor = new Actor(open, crash);
            actor.Store = await open();
            actor._owner = await OwnAsync(actor.Store);
            return actor;
        }

        /// <summary>An operation and its answer as text; the same random numbers give the same operation.</summary>
        public async Task<string> DoAsync(Random random) => random.Next(100) switch
        {
            < 15 => await CreateAsync(random),
            < 30 => await SendAsync(random),
            < 50 => await ClaimAsync(random),
            < 80 => await AppendAsync(random),
            < 84 => await RestAsync(random),
            < 87 => await ReleaseAsync(random),
            < 88 => await TerminateAsync(random),
            < 93 => await ResumeHookAsync(random),
            < 94 => await CloseHookAsync(random),
            < 98 => await LookAsync(random),
            _ => await RestartAsync(random),
        };

        private static string RunId(Random random) => string.Create(CultureInfo.InvariantCulture, $"run-{random.Next(20)}");

        private async Task<string> CreateAsync(Random random)
        {
            var run = Run(
                RunId(random), Workflows[random.Next(3)], random.Next(3) == 0 ? $"key-{random.Next(4)}" : null, $"input-{random.Next(2)}",
                random.Next(3) == 0 ? _now.AddSeconds(random.Next(-5, 20)) : null, _now) with
            {
                ParentRunId = random.Next(2) == 0 ? RunId(random) : null,
                Projection = Projection(random),
            };
            var (outcome, record) = await Store.CreateRunAsync(run, None);
            return $"create {run.RunId} {run.IdempotencyKey} {outcome} {record} {Marks(record)}";
        }

        private static RunProjection? Projection(Random random) => random.Next(3) > 0 ? null : new RunProjection
        {
            SetsStatusText = random.Next(2) == 0,
            StatusText = random.Next(3) == 0 ? null : $"text {random.Next(9)}",
            Attributes = Enumerable.Range(0, random.Next(4)).ToDictionary(i => $"key-{i}", _ => random.Next(4) == 0 ? null : Value(random)),
        };

        private static AttributeValue Value(Random random) => random.Next(2) == 0 ? random.Next(2) : $"{random.Next(2)}";

        private static string Marks(RunRecord? run) =>
            string.Join(',', (run?.Attributes ?? new Dictionary<string, AttributeValue>()).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value.Type}:{one.Value}"));

        private RunQuery Query(Random random) => new()
        {
            Status = random.Next(4) == 0 ? RunStatus.Waiting : null,
            Statuses = random.Next(4) == 0 ? [RunStatus.Running, RunStatus.Blocked] : null,
            Workflow = random.Next(4) == 0 ? "Orders" : null,
            ParentRunId = random.Next(4) == 0 ? RunId(random) : null,
            FirstRunId = random.Next(6) == 0 ? RunId(random) : null,
            RunIdPrefix = random.Next(4) == 0 ? "run-1" : null,
            CreatedAfter = random.Next(4) == 0 ? _now.AddSeconds(-random.Next(900)) : null,
            CreatedBefore = random.Next(4) == 0 ? _now.AddSeconds(-random.Next(900)) : null,
            UpdatedAfter = random.Next(4) == 0 ? _now.AddSeconds(-random.Next(300)) : null,
            UpdatedBefore = random.Next(4) == 0 ? _now.AddSeconds(-random.Next(300)) : null,
            Attributes = random.Next(2) == 0 ? Enumerable.Range(0, random.Next(3)).ToDictionary(i => $"key-{i}", _ => Value(random)) : null,
            After = random.Next(2) == 0 ? RunId(random) : null,
            Limit = 3,
        };

        private async Task<string> SendAsync(Random random)
        {
            var runId = RunId(random);
            var id = random.Next(2) == 0 ? $"id-{random.Next(3)}" : null;
            return $"send {runId} {id} {await Store.SendAsync(runId, Message(id: id), None)}";
        }

        private async Task<string> ClaimAsync(Random random)
        {
            _now = _now.AddSeconds(random.Next(8));
            var claimed = await _owner!.ClaimAsync(new ClaimRequest(Workflows[..random.Next(1, 4)], random.Next(6), _now), None);
            foreach (var run in claimed.Runs)
                _last[run.RunId] = run.LastSequence;
            var known = claimed.Runs.Where(run => run.IsNew).Concat(claimed.Runs.Where(run => !run.IsNew).OrderBy(run => run.RunId, StringComparer.Ordinal));
            return $"claim {string.Join(' ', known)} {claimed.MayHaveMore} {claimed.NextWakeAt}";
        }

        private async Task<string> AppendAsync(Random random)
        {
            var runId = RunId(random);
            var inbox = await _owner!.ReadInboxAsync(runId, None);
            var consumed = inbox.Take(random.Next(3)).Select(entry => entry.Position).Concat(random.Next(20) == 0 ? [1L] : []).Distinct().ToArray();
            RunStatus[] statuses =
            [
                .. Enumerable.Repeat(RunStatus.Running, 12), .. Enumerable.Repeat(RunStatus.Waiting, 12), .. Enumerable.Repeat(RunStatus.Blocked, 4),
                RunStatus.Completed, RunStatus.ContinuedAsNew, RunStatus.ContinuedAsNew,
            ];
            var status = statuses[random.Next(statuses.Length)];
            var expected = Math.Max(0, _last.GetValueOrDefault(runId) + (random.Next(10) == 0 ? random.Next(-1, 2) : 0));
            DateTimeOffset? wakeAt = random.Next(2) == 0 ? _now.AddSeconds(random.Next(-5, 30)) : null;
            var append = Append(runId, expected, status, random.Next(1, 3), wakeAt, $"build-{random.Next(2)}", consumed) with { Projection = Projection(random) };
            if (status == RunStatus.ContinuedAsNew)
                append = append with { Next = Continue(runId, expected, RunId(random), random.Next(1, 3), random.Next(2)).Next! with { Projection = Projection(random) } };
            if (random.Next(4) == 0)
                append = append with { Messages = [.. Enumerable.Range(0, random.Next(1, 3)).Select(i => To(RunId(random), id: random.Next(2) == 0 ? $"id-{random.Next(3)}" : null))] };
            if (!status.IsFinished() && random.Next(4) == 0)
                append = append with { Hooks = [.. Enumerable.Range(1, random.Next(1, 3)).Select(i => NewHook(random, i))] };
            if (random.Next(8) == 0 && RunId(random) is var childId && childId != append.Next?.RunId)
                append = append with { Children = [Run(childId, Workflows[random.Next(3)]) with { ParentRunId = runId, Projection = Projection(random) }] };
            if (await RefusalAsync(append) is { } refused)
                return refused;
            var result = await CommitAsync(append);
            _last[runId] = result.LastSequence;
            return $"append {runId} {expected} {status} {wakeAt} [{string.Join(',', consumed)}] {string.Join(',', append.Messages.Select(message => $"{message.RunId}:{message.Message.Id}"))} "
                + $"{result.Outcome} {result.LastSequence} {string.Join(',', result.Sent ?? [])} "
                + $"{string.Join(',', append.Hooks)} {string.Join(',', result.HookOwners ?? [])}";
        }

        /// <summary>The next run's id, or a child's, may be taken.</summary>
        private async Task<string?> RefusalAsync(Append append)
        {
            var created = append.Children.Select(child => child.RunId).Concat(append.Next is { } next ? [next.RunId] : []);
            if (!(await Task.WhenAll(created.Select(id => Store.GetRunAsync(id, None).AsTask()))).Any(run => run is not null))
                return null;
            try
            {
                return $"refused {await CommitAsync(append)}";
            }
            catch (ArgumentException e)
            {
                return $"refused {append.RunId} {e.Message.Split(" (Parameter")[0]}";
            }
        }

        private async Task<AppendResult> CommitAsync(Append append) => await _owner!.AppendAsync(append, None);

        private static string Token(Random random) => $"token-{random.Next(6)}";

        private NewHook NewHook(Random random, int number) => Hook(
            Token(random), $"CreateHook#{number}", random.Next(3) == 0 ? _now.AddSeconds(random.Next(1, 60)) : null, random.Next(3) == 0 ? random.Next(1, 3) : null);

        private async Task<string> ResumeHookAsync(Random random)
        {
            var token = Token(random);
            var id = random.Next(2) == 0 ? $"id-{random.Next(9)}" : null;
            return $"resume {token} {id} {await Store.FindHookAsync(token, None)} {await Store.ResumeHookAsync(token, Delivery(id: id, at: _now), None)}";
        }

        private async Task<string> CloseHookAsync(Random random)
        {
            var runId = RunId(random);
            await _owner!.CloseHookAsync(runId, $"CreateHook#{random.Next(1, 3)}", None);
            return $"close {runId}";
        }

        private async Task<string> TerminateAsync(Random random)
        {
            var runId = RunId(random);
            OutgoingMessage[] messages = random.Next(2) == 0 ? [] : [To(RunId(random), id: "ended")];
            return $"terminate {runId} {await Store.TerminateAsync(runId, sequence => Event(sequence, EventKind.WorkflowTerminated, at: _now), messages, None)}";
        }

        private async Task<string> ReleaseAsync(Random random)
        {
            var runId = RunId(random);
            RunStatus[] statuses = [RunStatus.Pending, RunStatus.Running, RunStatus.Waiting, RunStatus.Blocked];
            var status = statuses[random.Next(statuses.Length)];
            DateTimeOffset? wakeAt = random.Next(2) == 0 ? _now.AddSeconds(random.Next(-5, 30)) : null;
            await _owner!.ReleaseAsync(runId, status, wakeAt, None);
            return $"release {runId} {status} {wakeAt}";
        }

        private async Task<string> RestAsync(Random random)
        {
            var runId = RunId(random);
            DateTimeOffset? wakeAt = random.Next(2) == 0 ? _now.AddSeconds(random.Next(-5, 30)) : null;
            await _owner!.RestAsync(runId, wakeAt, None);
            return $"rest {runId} {wakeAt} {await Store.GetRunAsync(runId, None)}";
        }

        private async Task<string> LookAsync(Random random)
        {
            var runId = RunId(random);
            var query = Query(random);
            var found = await Store.GetRunAsync(runId, None);
            var events = await Store.ReadEventsAsync(runId, random.Next(3), 3, None);
            var inbox = await _owner!.ReadInboxAsync(runId, None);
            return $"look {found} {Marks(found)} {await Store.GetLastOfChainAsync(runId, None)} {string.Join(' ', events.Select(stored => stored.Sequence))} "
                + $"{string.Join(' ', inbox.Select(entry => $"{entry.Position}:{entry.Message.Id}"))} "
                + $"{string.Join(' ', (await Store.ListRunsAsync(query, None)).Select(run => run.RunId))} {string.Join(' ', await Store.CountRunsAsync(None))}";
        }

        private async Task<string> RestartAsync(Random random)
        {
            var kind = random.Next(3);
            if (kind == 0)
            {
                await crash(Store);
                Store = await open();
            }
            else if (kind == 1)
            {
                await _owner!.DisposeAsync();
            }

            _owner = await OwnAsync(Store, $"build-{random.Next(2)}", takeOver: kind == 2);
            return $"restart {kind} epoch {_owner.Epoch}";
        }
    }
}
