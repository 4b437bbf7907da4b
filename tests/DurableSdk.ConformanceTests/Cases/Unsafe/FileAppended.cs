namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class FileAppended() : UnsafeCase(typeof(FileAppendedWorkflow))
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"durable-conformance-{Guid.NewGuid():N}.txt");

    public override string Does => "Appends a line to a file.";

    public override IReadOnlyList<string> CompileTime => ["DUR1008"];

    public override string Really => "Every replay appends the line again. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        await File.WriteAllTextAsync(_path, "");
        (await lab.CrashAsync(afterEvent: 2)).Completes("1");
        Assert.That(await File.ReadAllLinesAsync(_path), Is.EqualTo(new[] { "paid", "paid" }));
        File.Delete(_path);
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton(new FileInfo(_path));
}

internal sealed class FileAppendedWorkflow(FileInfo file)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        File.AppendAllText(file.FullName, "paid\n");
        return await Steps.GiveAsync(1);
    }
}
