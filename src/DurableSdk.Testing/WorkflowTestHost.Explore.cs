using DurableSdk.Testing;
using DurableSdk.Testing.Exploring;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk;

public sealed partial class WorkflowTestHost
{
    /// <summary>
    /// Runs a scenario many times, each time on a host of its own and in another order: what is ready comes in any order, steps take any time up to ten seconds besides what was said of them or what their methods take, and what is
    /// done <see cref="Sometime"/> comes at another moment. The first that throws is told with its seed and its schedule; the same seed gives the same run again, with <c>schedules: 1</c>.
    /// </summary>
    /// <param name="seed">Of the first schedule; the next ones count on.</param>
    /// <param name="schedules">How many.</param>
    /// <param name="scenario">Starts runs, waits for them, and asserts what must hold in any order.</param>
    /// <exception cref="WorkflowTestException">DS5010: the scenario threw; the inner exception is what it threw. DS5013: no run of the scenario's host ever went.</exception>
    public async Task ExploreAsync(ulong seed, int schedules, Func<WorkflowTestHost, Task> scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentOutOfRangeException.ThrowIfLessThan(schedules, 1);
        var hasRun = false;
        for (var i = 0; i < schedules; i++)
            hasRun |= await TryAsync(seed + (ulong)i, scenario).ConfigureAwait(false);
        if (!hasRun)
            throw TestErrors.NothingTried("ExploreAsync explored nothing: in no schedule did a run go on the scenario's host.");
    }

    /// <summary>Does something at a moment that the seed picks: see <see cref="ExploreAsync"/>. What it throws, the next wait throws.</summary>
    /// <param name="within">How much later than now, at most.</param>
    /// <param name="action">What to do.</param>
    public void Sometime(TimeSpan within, Func<DurableClient, Task> action)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.Zero);
        At(within * _cluster.Machine.Draw(), action);
    }

    /// <returns>Whether a run went.</returns>
    private async Task<bool> TryAsync(ulong seed, Func<WorkflowTestHost, Task> scenario)
    {
        var host = await StartAnewAsync(_setup with
        {
            Seed = seed,
            Schedule = () => Schedule.Shuffled(seed),
            Latency = () => Latency.Of(seed),
            Decorate = static (_, store, _) => new YieldingStore(store),
            KeepsStackTraces = false,
        }).ConfigureAwait(false);
        await using var end = host.ConfigureAwait(false);
        try
        {
            await scenario(host).ConfigureAwait(false);
            return host._cluster.HasRun;
        }
        catch (Exception e)
        {
            throw TestErrors.ScheduleBreaks(seed, await ScheduleText.OfAsync(host._cluster).ConfigureAwait(false), e);
        }
    }
}
