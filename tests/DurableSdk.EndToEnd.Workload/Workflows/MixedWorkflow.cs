using System.Data.Common;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>Something of everything: parallel steps, a retry, a sleep, a transactional step, a signal and an update from outside, a new run in the middle, and a saga that every other run ends by.</summary>
public sealed class MixedWorkflow(StepWork work)
{
    public const int Links = 2;

    /// <summary>What a run is sent, each once.</summary>
    public const int Letter = 1_000;
    public const int Addition = 1_000_000;

    private long _added;

    public static bool Fails(int n) => n % 2 == 0;

    public static long Expected(int n) => (Links * ((3L * n) + 3)) + Letter + Addition;

    [Workflow]
    public async Task<Outcome> RunAsync(int n, int link, Receipt[] receipts, long added)
    {
        _added += added;
        var (plain, flaky) = (PlainAsync(n), FlakyAsync(n + 1L));
        await Durable.Sleep(TimeSpan.FromMilliseconds(n % 20));
        Receipt[] seen = [.. receipts, await WriteAsync(n + 2L), await plain, await flaky];
        if (link < Links)
            throw Durable.ContinueAsNew(n, link + 1, seen, _added);
        if (Fails(n))
            await FailAsync(n);
        var letter = await Durable.WaitForSignal<int>("letter");
        await Durable.Until(() => _added > 0);
        var outcome = seen.ToOutcome();
        return outcome with { Value = outcome.Value + letter + _added };
    }

    [Update]
    public long Add(long value) => _added += value;

    private async Task FailAsync(int n)
    {
        await Task.WhenAll(TakeAsync(n + 3L), TakeAsync(n + 4L));
        throw new DeclinedException("all", null);
    }

    [Step]
    private Task<Receipt> PlainAsync(long value) => work.ExecuteAsync(value);

    [Step(RetryDelay = "5ms")]
    private Task<Receipt> FlakyAsync(long value) => work.ExecuteAsync(value, failures: 1);

    [Step(Compensate = nameof(GiveBackAsync))]
    private Task<Receipt> TakeAsync(long value) => work.ExecuteAsync(value);

    [Step(RetryDelay = "5ms")]
    private Task<Receipt> GiveBackAsync(long value) => work.ExecuteAsync(value, failures: value % 5 == 0 ? 1 : 0);

    [Step(Transactional = true)]
    private async Task<Receipt> WriteAsync(long value, DbConnection db = null!, DbTransaction transaction = null!, CancellationToken cancel = default)
    {
        await Effects.WriteAsync(db, transaction);
        return await work.ExecuteAsync(value, cancel: cancel);
    }
}
