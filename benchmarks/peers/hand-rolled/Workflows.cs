using System.Globalization;
using DurableSdk.Peers.Measuring;

namespace DurableSdk.Peers.HandRolled;

internal sealed class Workflows(Tables tables) : IWorkload
{
    public async Task TenStepsAsync(string id)
    {
        var run = await tables.StartAsync(id, "ten-steps");
        var length = 0;
        for (var i = 0; i < Load.Steps; i++)
            length += (await run.StepAsync(StepAsync)).Length;
        await run.FinishAsync(length.ToString(CultureInfo.InvariantCulture));
    }

    public async Task FanOutAsync(string id)
    {
        var run = await tables.StartAsync(id, "fan-out");
        var results = await Task.WhenAll(Enumerable.Range(0, Load.Branches).Select(_ => run.StepAsync(StepAsync)));
        await run.FinishAsync(results.Length.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<Slept> SleepUntilAsync(string id, DateTimeOffset dueAt)
    {
        var run = await tables.StartAsync(id, "sleeper");
        await run.StepAsync(() => Task.FromResult(Format(dueAt)));
        var before = await run.StepAsync(ClockAsync);
        var left = dueAt - DateTimeOffset.UtcNow;
        if (left > TimeSpan.Zero)
            await Task.Delay(left);
        var after = await run.StepAsync(ClockAsync);
        await run.FinishAsync(after);
        return new Slept(Parse(before), Parse(after));
    }

    public async Task ResumedAsync(string id, Resumed steps)
    {
        var run = tables.Unfinished(id) ?? await tables.StartAsync(id, "resumed");
        for (var i = 0; i < Resumed.Completed; i++)
            await run.StepAsync(steps.CompletedStepAsync);
        await run.FinishAsync(await run.StepAsync(steps.NextStepAsync));
    }

    private static Task<string> StepAsync() => Task.FromResult(Load.Result);

    private static Task<string> ClockAsync() => Task.FromResult(Format(DateTimeOffset.UtcNow));

    private static string Format(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
