using System.Globalization;
using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>What the code asks for becomes an operation with an id.</summary>
internal sealed partial class ReplayCore
{
    private readonly Dictionary<string, int> _passes = new(StringComparer.Ordinal);

    public Task<TResult> CallStep<TArguments, TResult>(
        StepDescriptor<TArguments, TResult> step, CallSite site, object? target, TArguments arguments)
    {
        var id = NextId(site);
        if (!TryEncode(step.Arguments, arguments, new PayloadName("the arguments of step", id), out var encoded) || !TryRecord(step, id, encoded, out var recorded))
            return new TaskCompletionSource<TResult>().Task;
        var call = new StepCall<TArguments, TResult>(id, site.Source, step, target?.GetType(), encoded, _setup.Serializer)
        {
            RecordedArguments = recorded,
            IsCompensable = step.Compensation is not null,
            Compensates = Claim(step.Service, step.Name, encoded),
        };
        var operation = new StepOperation<TArguments, TResult>(call, _hasher);
        Track(operation, call, step.Compensation);
        Issue(operation);
        return operation.Task;
    }

    public Task Sleep(CallSite site, TimeSpan duration) => StartTimer(site, TextOf(duration), duration, null);

    public Task SleepUntil(CallSite site, DateTimeOffset dueAt) =>
        StartTimer(site, $"[\"{dueAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)}\"]", null, dueAt);

    private Task StartTimer(CallSite site, string arguments, TimeSpan? duration, DateTimeOffset? until)
    {
        var operation = new SleepOperation(CallOf(NextId(site), site, arguments, duration, until));
        Issue(operation);
        return operation.Task;
    }

    private static TimerCall CallOf(string id, CallSite site, string arguments, TimeSpan? duration, DateTimeOffset? until) =>
        new(id, site.Source, System.Text.Encoding.UTF8.GetBytes(arguments), duration, until);

    private static string TextOf(TimeSpan duration) => $"[\"{duration.ToString("c", CultureInfo.InvariantCulture)}\"]";

    /// <summary>Ids are drawn when the call is made, never when it completes.</summary>
    private string NextId(CallSite site)
    {
        EnsureMayAct(site.Id);
        var pass = _passes.GetValueOrDefault(site.Id) + 1;
        _passes[site.Id] = pass;
        return pass == 1 ? site.Id : $"{site.Id}[{pass}]";
    }

    /// <summary>A payload that can't be written blocks the run at the call, before anything of it is recorded.</summary>
    private bool TryEncode<TArguments>(ArgumentCodec<TArguments> codec, TArguments arguments, PayloadName what, out ReadOnlyMemory<byte> encoded)
    {
        try
        {
            encoded = _setup.Serializer.SerializeArguments(codec, arguments, what);
            return true;
        }
        catch (DurableException e)
        {
            Block(e);
            encoded = default;
            return false;
        }
    }

    private bool TryRecord<TArguments, TResult>(StepDescriptor<TArguments, TResult> step, string id, ReadOnlyMemory<byte> encoded, out ReadOnlyMemory<byte> recorded)
    {
        try
        {
            recorded = _hasher.Recorded(step, id, encoded);
            return true;
        }
        catch (DurableException e)
        {
            Block(e);
            recorded = default;
            return false;
        }
    }

    private void Issue(Operation operation)
    {
        operation.IsShielded = _isShielded.Value;
        operation.IsOfHandler = _isHandling.Value;
        operation.Since = UtcNow;
        _operations.Add(operation);
        _pending.Add(operation);
        _messageWaits += operation.AwaitsMessage ? 1 : 0;
        Enqueue(operation);
    }

    /// <summary>The driver is to hear of it, once.</summary>
    private void Enqueue(Operation operation)
    {
        if (operation.IsQueued)
            return;
        operation.IsQueued = true;
        _queued.Add(operation);
    }

    private void Settle(Operation operation)
    {
        if (!_pending.Remove(operation))
            return;
        _messageWaits -= operation.AwaitsMessage ? 1 : 0;
    }
}
