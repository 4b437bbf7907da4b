namespace DurableSdk.Benchmarks;

/// <summary>Hosts in processes of their own, over a long log and over one that holds nothing but one unfinished run.</summary>
internal sealed class HostStartBenchmark : IBenchmark
{
    private const int CallersCount = 64;
    private const int TemplateRuns = 1_000;
    private const int Steps = 10;
    private const int EventsOfRun = Steps + 2;

    public string Name => "host-start";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var file = setting.NewFile(Name);
        await FinishRunsAsync(file);
        await LogFiller.MultiplyAsync(file, setting.Sizes.LogEvents / (TemplateRuns * EventsOfRun));
        await LeaveRunsAsync(file, setting.Sizes.UnfinishedRuns);
        setting.Progress($"{Name}: the log has {setting.Sizes.LogEvents:N0} events");
        var emptyFile = setting.NewFile("empty");
        await LeaveRunsAsync(emptyFile, 1);
        var round = await Rounds.MiddleAsync(setting, Name, Units.WholeMillis, _ => SecondsAsync(emptyFile), _ => SecondsAsync(file));
        setting.Delete(file);
        setting.Delete(emptyFile);
        return
        [
            new Row($"host start over {setting.Sizes.LogEvents:N0} events, {setting.Sizes.UnfinishedRuns:N0} runs unfinished, until the first step runs", Units.WholeMillis(round.Figure),
                $"{Units.WholeMillis(round.Reference)}, an empty log", Comparison.MoreAtMost(round, 0.1, Units.WholeMillis)),
        ];
    }

    private static async Task<double> SecondsAsync(string file) => (await Measured.InProcessAsync<FirstStep>(FirstStep.Name, file)).Seconds;

    private static async Task FinishRunsAsync(string file)
    {
        await using var host = await BenchHost.StartAsync(file);
        await Callers.ForEachAsync(TemplateRuns, CallersCount, async _ => await (await host.Client.StartStepsWorkflowAsync(Steps)).ResultAsync());
    }

    /// <summary>In the middle, each at a step that the host gives up when it stops.</summary>
    private static async Task LeaveRunsAsync(string file, int runs)
    {
        var arrivals = new Arrivals();
        await using var host = await HeldWorkflow.HostAsync(file, arrivals, held: runs);
        await Callers.ForEachAsync(runs, CallersCount, _ => host.Client.StartHeldWorkflowAsync(Steps));
        for (var i = 0; i < runs; i++)
            await arrivals.NextAsync();
    }
}
