namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class FileReadForADecision() : UnsafeCase(typeof(FileReadForADecisionWorkflow))
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"durable-conformance-{Guid.NewGuid():N}.txt");

    public override string Does => "Reads a file and passes its text to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1008"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The file was changed: the code asks for the step with other arguments, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1001");
        File.Delete(_path);
    }

    public override void BeforeProcess(int process) => File.WriteAllText(_path, $"price {process}");

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton(new FileInfo(_path));
}

internal sealed class FileReadForADecisionWorkflow(FileInfo file)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.EchoAsync(File.ReadAllText(file.FullName));
        return await Steps.GiveAsync(1);
    }
}
