namespace DurableSdk.StoreTests.Sqlite;

public sealed partial class SqliteAgainstMemoryTests
{
    /// <summary>Something that is asked of a store.</summary>
    private sealed record Deed(string What, Func<Side, Task<Answer>> Do);

    /// <summary>What it says, and what its side knows from then on.</summary>
    private sealed record Answer(string Text, Action? Note = null);

    /// <summary>Draws deeds. Those of the owner are of runs that it had before, one of each, for it awaits its answers.</summary>
    private sealed class Deeds(Random random)
    {
        private const int RunsMax = 20;

        private static readonly WorkflowKey[] Workflows = [Orders, Returns, new("Orders", 2)];

        private readonly Dictionary<string, long[]> _inboxes = [];
        private readonly List<string> _free = [];
        private Side _model = null!;
        private DateTimeOffset _now = Start;

        /// <summary>Whether an earlier deed may give the owner a run.</summary>
        private bool _mayTake;

        /// <summary>An owner claims again once it has the answer.</summary>
        private bool _hasClaimed;

        /// <summary>What is known when several deeds begin.</summary>
        public async Task BeginAsync(Side model)
        {
            _model = model;
            _mayTake = _hasClaimed = false;
            _free.Clear();
            _free.AddRange(model.Held.Keys);
            foreach (var runId in _free)
                _inboxes[runId] = [.. (await model.Owner.ReadInboxAsync(runId, None)).Select(entry => entry.Position)];
        }

        public Deed OfHost() => random.Next(100) switch
        {
            < 15 => Create(isOther: false),
            < 28 => Send(isOther: false),
            < 43 => _hasClaimed ? Append() : Claim(),
            < 77 => Append(),
            < 81 => Rest(),
            < 85 => Release(),
            < 88 => Terminate(isOther: false),
            < 94 => ResumeHook(isOther: false),
            < 96 => CloseHook(),
            _ => Purge(isOther: false),
        };

        public Deed OfOther() => random.Next(100) switch
        {
            < 30 => Create(isOther: true),
            < 65 => Send(isOther: true),
            < 80 => Terminate(isOther: true),
            < 90 => ResumeHook(isOther: true),
            _ => Purge(isOther: true),
        };

        public Deed Restart()
        {
            var (kind, build, room) = (random.Next(3), $"build-{random.Next(2)}", random.Next(2) * random.Next(1, 30));
            return new($"restart {kind} {build} {room}", async side =>
            {
                if (kind == 0)
                    await side.CrashAsync();
                else if (kind == 1)
                    await side.Owner.DisposeAsync();
                await side.OwnAsync(build, takeOver: kind == 2, room);
                return new($"epoch {side.Owner.Epoch}");
            });
        }

        /// <summary>What the owner hasn't been told of yet.</summary>
        public Deed Listen() => Claim(limit: 0);

        public Deed Look()
        {
            var (query, token) = (Query(), Token());
            return new("look", async side =>
            {
                var seen = new List<string>();
                for (var i = 0; i < RunsMax; i++)
                    seen.Add(await LookAsync(side, $"run-{i}"));
                seen.Add($"hook {token} {await side.Store.FindHookAsync(token, None)}");
                seen.Add($"listed {string.Join(' ', (await side.Store.ListRunsAsync(query, None)).Select(run => run.RunId))}");
                seen.Add($"counted {string.Join(' ', await side.Store.CountRunsAsync(None))}");
                return new(string.Join('\n', seen));
            });
        }

        private static async Task<string> LookAsync(Side side, string runId)
        {
            var found = await side.Store.GetRunAsync(runId, None);
            var events = await side.Store.ReadEventsAsync(runId, 0, 1000, None);
            var inbox = await side.Owner.ReadInboxAsync(runId, None);
            return $"{runId} {found} {Marks(found)} last {(await side.Store.GetLastOfChainAsync(runId, None))?.RunId} events {string.Join(' ', events.Select(stored => stored.Sequence))} "
                + $"inbox {string.Join(' ', inbox.Select(entry => $"{entry.Position}:{entry.Message.Id}"))}";
        }

        private Deed Create(bool isOther)
        {
            _mayTake = true;
            var run = NewRun(RunId()) with
            {
                IdempotencyKey = random.Next(3) == 0 ? $"key-{random.Next(4)}" : null,
                StartAt = random.Next(3) == 0 ? _now.AddSeconds(random.Next(-5, 20)) : null,
                ParentRunId = random.Next(2) == 0 ? RunId() : null,
                Message = random.Next(5) == 0 ? Message(id: MessageId()) : null,
            };
            return new($"create {run.RunId} {run.Workflow} {run.Version} {run.IdempotencyKey}{Elsewhere(isOther)}", async side =>
            {
                var result = await Of(side, isOther).CreateRunAsync(run, None);
                return new($"{result.Outcome} {result.Run} {Marks(result.Run)} {result.Sent}");
            });
        }

        private Deed Send(bool isOther)
        {
            var (runId, message) = (RunId(), Message(id: MessageId()));
            return new($"send {runId} {message.Id}{Elsewhere(isOther)}", async side => new($"{await Of(side, isOther).SendAsync(runId, message, None)}"));
        }

        private Deed Terminate(bool isOther)
        {
            var (runId, now) = (RunId(), _now);
            OutgoingMessage[] messages = random.Next(2) == 0 ? [] : [To(RunId(), id: "ended")];
            return new($"terminate {runId} {messages.Length}{Elsewhere(isOther)}", async side =>
                new($"{await Of(side, isOther).TerminateAsync(runId, sequence => Event(sequence, EventKind.WorkflowTerminated, at: now), messages, None)}"));
        }

        private Deed ResumeHook(bool isOther)
        {
            var (token, delivery) = (Token(), Delivery(id: random.Next(2) == 0 ? $"id-{random.Next(9)}" : null, at: _now));
            return new($"resume {token} {delivery.Id}{Elsewhere(isOther)}", async side => new($"{await Of(side, isOther).ResumeHookAsync(token, delivery, None)}"));
        }

        private Deed Purge(bool isOther)
        {
            var request = new PurgeRequest(_now.AddSeconds(random.Next(-200, 200)), random.Next(2) == 0, _now, 0, random.Next(1, 4));
            return new($"purge {request.FinishedBefore:T} {request.KeepKeys} {request.Limit}{Elsewhere(isOther)}", async side => new($"{(await Of(side, isOther).PurgeAsync(request, None)).Purged}"));
        }

        private Deed Claim(int? limit = null)
        {
            _mayTake = _hasClaimed = true;
            _now = _now.AddSeconds(limit is null ? random.Next(8) : 0);
            var request = new ClaimRequest(Workflows[..random.Next(1, 4)], limit ?? random.Next(6), _now);
            return new($"claim {request.Limit} of {request.Workflows.Count} at {_now:T}", async side =>
            {
                var claimed = await side.Owner.ClaimAsync(request, None);
                return new($"{string.Join(' ', claimed.Runs.Where(run => run.IsNew))} {claimed.MayHaveMore} {claimed.NextWakeAt}", () => Note(side, claimed.Runs));
            });
        }

        /// <summary>Whether it is told with this claim or with the next nobody needs to know.</summary>
        private static void Note(Side side, IReadOnlyList<ClaimedRun> runs)
        {
            foreach (var run in runs)
            {
                // One that it has let go meanwhile is no news to it.
                if (!run.IsNew && side.Held.ContainsKey(run.RunId))
                    side.Told.Add(run.Status == RunStatus.Terminated ? run.RunId + Terminated : run.RunId + Messages);
                if (run.Status == RunStatus.Terminated)
                    side.Held.Remove(run.RunId);
                else
                    side.Held[run.RunId] = run.LastSequence;
            }
        }

        private Deed Append()
        {
            var append = NewAppend(Held());
            var told = $"next {append.Next?.RunId} child {string.Join(' ', append.Children.Select(child => child.RunId))} messages {append.Messages.Count}";
            return new($"append {append.RunId} {append.ExpectedSequence} {append.Status} {append.WakeAt} consumes {string.Join(',', append.ConsumedInbox)} {told}", async side =>
            {
                try
                {
                    var result = await side.Owner.AppendAsync(append, None);
                    // One that has just ended may be purged by now, or about to be.
                    if (result.Outcome is AppendOutcome.RunFinished or AppendOutcome.NotClaimed)
                        return new("not its own any more");
                    return new($"{result.Outcome} {result.LastSequence} {string.Join(',', result.Sent ?? [])} {string.Join(',', result.HookOwners ?? [])}", () => Note(side, append, result));
                }
                catch (ArgumentException e)
                {
                    return new(e.Message.Split(" (Parameter")[0]);
                }
            });
        }

        private static void Note(Side side, Append append, AppendResult result)
        {
            if (result.Outcome != AppendOutcome.Committed)
                return;
            if (append.Status.IsFinished())
                side.Held.Remove(append.RunId);
            else
                side.Held[append.RunId] = result.LastSequence;
        }

        private Append NewAppend(string runId)
        {
            var status = Status();
            var expected = Math.Max(0, _model.Held.GetValueOrDefault(runId) + (random.Next(10) == 0 ? random.Next(-1, 2) : 0));
            long[] consumed = [.. _inboxes.GetValueOrDefault(runId, []).Take(random.Next(3)), .. random.Next(20) == 0 ? [1L] : Array.Empty<long>()];
            var append = SqliteTests.Append(runId, expected, status, random.Next(1, 3), WakeAt(), $"build-{random.Next(2)}", [.. consumed.Distinct()]) with { Projection = Projection() };
            if (status == RunStatus.ContinuedAsNew)
                append = append with { Next = Continue(runId, expected, RunId(), random.Next(1, 3), random.Next(2)).Next! with { Projection = Projection() } };
            if (random.Next(4) == 0)
                append = append with { Messages = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => To(RunId(), id: MessageId()))] };
            if (!status.IsFinished() && random.Next(4) == 0)
                append = append with { Hooks = [.. Enumerable.Range(1, random.Next(1, 3)).Select(NewHook)] };
            if (random.Next(8) == 0 && RunId() is var childId && childId != append.Next?.RunId)
                append = append with { Children = [NewRun(childId) with { ParentRunId = runId }] };
            return append;
        }

        private Deed Rest()
        {
            var (runId, wakeAt) = (Held(), WakeAt());
            return new($"rest {runId} {wakeAt}", async side =>
            {
                await side.Owner.RestAsync(runId, wakeAt, None);
                return new("done");
            });
        }

        private Deed Release()
        {
            var (runId, wakeAt, status) = (Held(), WakeAt(), Pick(RunStatus.Pending, RunStatus.Running, RunStatus.Waiting, RunStatus.Blocked));
            var left = random.Next(3) == 0 ? _inboxes.GetValueOrDefault(runId, []).LastOrDefault() : 0;
            return new($"release {runId} {status} {wakeAt} {left}", async side =>
            {
                await side.Owner.ReleaseAsync(runId, status, wakeAt, left, None);
                return new("done", () => side.Held.Remove(runId));
            });
        }

        private Deed CloseHook()
        {
            var (runId, hookId) = (Held(), $"CreateHook#{random.Next(1, 3)}");
            return new($"close {runId} {hookId}", async side =>
            {
                await side.Owner.CloseHookAsync(runId, hookId, None);
                return new("done");
            });
        }

        private RunQuery Query() => new()
        {
            Status = random.Next(4) == 0 ? RunStatus.Waiting : null,
            Statuses = random.Next(4) == 0 ? [RunStatus.Running, RunStatus.Blocked] : null,
            Workflow = random.Next(4) == 0 ? "Orders" : null,
            ParentRunId = random.Next(4) == 0 ? RunId() : null,
            FirstRunId = random.Next(6) == 0 ? RunId() : null,
            RunIdPrefix = random.Next(4) == 0 ? "run-1" : null,
            CreatedAfter = random.Next(4) == 0 ? _now.AddSeconds(-random.Next(900)) : null,
            CreatedBefore = random.Next(4) == 0 ? _now.AddSeconds(-random.Next(900)) : null,
            UpdatedAfter = random.Next(4) == 0 ? _now.AddSeconds(-random.Next(300)) : null,
            UpdatedBefore = random.Next(4) == 0 ? _now.AddSeconds(-random.Next(300)) : null,
            Attributes = random.Next(2) == 0 ? Enumerable.Range(0, random.Next(3)).ToDictionary(i => $"key-{i}", _ => Value()) : null,
            After = random.Next(2) == 0 ? RunId() : null,
            Limit = 3,
        };

        private NewRun NewRun(string runId) => Run(runId, Workflows[random.Next(3)], null, $"input-{random.Next(2)}", null, _now) with { Projection = Projection() };

        private RunProjection? Projection() => random.Next(3) > 0 ? null : new RunProjection
        {
            SetsStatusText = random.Next(2) == 0,
            StatusText = random.Next(3) == 0 ? null : $"text {random.Next(9)}",
            Attributes = Enumerable.Range(0, random.Next(4)).ToDictionary(i => $"key-{i}", _ => random.Next(4) == 0 ? null : Value()),
        };

        private AttributeValue Value() => random.Next(2) == 0 ? random.Next(2) : $"{random.Next(2)}";

        private NewHook NewHook(int number) => Hook(
            Token(), $"CreateHook#{number}", random.Next(3) == 0 ? _now.AddSeconds(random.Next(1, 60)) : null, random.Next(3) == 0 ? random.Next(1, 3) : null);

        private RunStatus Status() => Pick(
        [
            .. Enumerable.Repeat(RunStatus.Running, 12), .. Enumerable.Repeat(RunStatus.Waiting, 12), .. Enumerable.Repeat(RunStatus.Blocked, 4),
            RunStatus.Completed, RunStatus.ContinuedAsNew, RunStatus.ContinuedAsNew,
        ]);

        private RunStatus Pick(params RunStatus[] statuses) => statuses[random.Next(statuses.Length)];

        private DateTimeOffset? WakeAt() => random.Next(2) == 0 ? _now.AddSeconds(random.Next(-5, 30)) : null;

        private string RunId() => $"run-{random.Next(RunsMax)}";

        private string Token() => $"token-{random.Next(6)}";

        private string? MessageId() => random.Next(2) == 0 ? $"id-{random.Next(3)}" : null;

        /// <summary>Mostly one that the owner has; another only where it can't have got it meanwhile.</summary>
        private string Held()
        {
            if (_free.Count == 0 || random.Next(10) == 0)
                return RunId() is var other && !_mayTake && !_model.Held.ContainsKey(other) ? other : "run-none";
            var at = random.Next(_free.Count);
            var runId = _free[at];
            _free.RemoveAt(at);
            return runId;
        }

        private static IEventStore Of(Side side, bool isOther) => isOther ? side.Other : side.Store;

        private static string Elsewhere(bool isOther) => isOther ? " elsewhere" : "";

        private static string Marks(RunRecord? run) =>
            string.Join(',', (run?.Attributes ?? new Dictionary<string, AttributeValue>()).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value.Type}:{one.Value}"));
    }
}
