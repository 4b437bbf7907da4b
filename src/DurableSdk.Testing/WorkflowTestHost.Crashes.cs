using System.Globalization;
using DurableSdk.Testing;
using DurableSdk.Testing.Crashes;

namespace DurableSdk;

public sealed partial class WorkflowTestHost
{
    /// <summary>
    /// Proves that a crash changes nothing. The scenario is run once to learn its moments: before and after the commit of each event, and at the beginning of each attempt of a step. Then it is run once
    /// for each of them, of more than a thousand (<see cref="CrashOptions.MomentsMax"/>) for so many of them, each time on a host of its own that dies there, as by <c>kill -9</c>, and is followed by another. Each time the outcome must be the same, and no step whose outcome was recorded may run again.
    /// What was said of this host's steps counts for all.
    /// </summary>
    /// <param name="scenario">Starts runs, waits for them, and gives what mustn't change; it is compared as JSON. What a crash changes rightly, such as a time, is no part of it.</param>
    /// <param name="options">How to crash.</param>
    /// <returns>How many moments were tried; that these weren't all is said on <see cref="CrashOptions.Output"/>.</returns>
    /// <exception cref="WorkflowTestException">DS5007: another outcome after a crash, or a recorded step that ran again.</exception>
    public async Task<int> CrashEverywhereAsync<TResult>(Func<WorkflowTestHost, Task<TResult>> scenario, CrashOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new CrashOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MomentsMax, 1, nameof(options));
        var plain = await TryAsync(scenario, null);
        if (plain.Exception is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(plain.Exception);
        var moments = options.Only is { } only ? [only] : CrashPoints.Evenly(plain.Moments.Count, options.MomentsMax);
        foreach (var moment in moments)
            Compare(plain, await TryAsync(scenario, moment), moment);
        if (options.Only is null && moments.Count < plain.Moments.Count)
            await options.Output.WriteLineAsync(Sampled(moments.Count, plain.Moments.Count));
        return moments.Count;
    }

    /// <inheritdoc cref="CrashEverywhereAsync{TResult}"/>
    public Task<int> CrashEverywhereAsync(Func<WorkflowTestHost, Task> scenario, CrashOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return CrashEverywhereAsync(
            async host =>
            {
                await scenario(host);
                return "";
            },
            options);
    }

    private Task<CrashTrial> TryAsync<TResult>(Func<WorkflowTestHost, Task<TResult>> scenario, int? crashAt) =>
        CrashTrial.RunAsync(_setup, StartAnewAsync, scenario, crashAt);

    private static string Sampled(int tried, int all) => string.Create(
        CultureInfo.InvariantCulture, $"CrashEverywhereAsync tried {tried:N0} of {all:N0} moments, taken evenly. To try each: new CrashOptions {{ MomentsMax = {all} }}.");

    private static void Compare(CrashTrial plain, CrashTrial crashed, int moment)
    {
        var place = $"moment {moment} of {plain.Moments.Count}, {crashed.Moments.ElementAtOrDefault(moment) ?? "which never came"}";
        if (crashed.Broken.Count > 0)
            throw TestErrors.RanAgain(place, crashed.Broken[0]);
        if (crashed.Outcome != plain.Outcome)
            throw TestErrors.OtherOutcome(place, moment, plain.Outcome, crashed.Outcome, crashed.Exception);
    }
}
