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
    /// <exception cref="WorkflowTestException">DS5007: another outcome after a crash, or a recorded step that ran again; DS5013: there is no moment, or none as <see cref="CrashOptions.Only"/> wants it.</exception>
    public async Task<int> CrashEverywhereAsync<TResult>(Func<WorkflowTestHost, Task<TResult>> scenario, CrashOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new CrashOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MomentsMax, 1, nameof(options));
        var plain = await TryAsync(scenario, null).ConfigureAwait(false);
        if (plain.Exception is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(plain.Exception);
        var moments = MomentsOf(plain, options);
        foreach (var moment in moments)
            Compare(plain, await TryAsync(scenario, moment).ConfigureAwait(false), moment);
        if (options.Only is null && moments.Count < plain.Moments.Count)
            await options.Output.WriteLineAsync(Sampled(moments.Count, plain.Moments.Count)).ConfigureAwait(false);
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

    private static IReadOnlyList<int> MomentsOf(CrashTrial plain, CrashOptions options)
    {
        var count = plain.Moments.Count;
        if (count == 0)
            throw TestErrors.NothingTried("CrashEverywhereAsync found no moments to crash at: nothing was recorded on the scenario's host, and no step began there.");
        if (options.Only is not { } only)
            return CrashPoints.Evenly(count, options.MomentsMax);
        return only >= 0 && only < count ? [only] : throw TestErrors.NothingTried($"CrashOptions.Only is {only}, and the scenario has the moments 0 to {count - 1}.");
    }

    private static void Compare(CrashTrial plain, CrashTrial crashed, int moment)
    {
        if (crashed.Moments.Count <= moment)
            throw TestErrors.NothingTried($"CrashEverywhereAsync tried moment {moment} of {plain.Moments.Count}, {plain.Moments[moment]}, and it didn't come again.");
        var place = $"moment {moment} of {plain.Moments.Count}, {crashed.Moments[moment]}";
        if (crashed.Broken.Count > 0)
            throw TestErrors.RanAgain(place, crashed.Broken[0]);
        if (crashed.Outcome != plain.Outcome)
            throw TestErrors.OtherOutcome(place, moment, plain.Outcome, crashed.Outcome, crashed.Blocked, crashed.Exception);
    }
}
