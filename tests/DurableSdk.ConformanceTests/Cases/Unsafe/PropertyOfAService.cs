namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class PropertyOfAService() : UnsafeCase(typeof(PropertyOfAServiceWorkflow))
{
    public override string Does => "Sets a property of an injected, scoped service that a step reads.";

    public override IReadOnlyList<string> CompileTime => ["DUR1013"];

    public override string Really => "The step runs on services from a scope of its own: a lost write. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("\"nobody\"");
        (await lab.EvictAsync()).Completes("\"nobody\"");
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddScoped<Visitor>();
}

internal sealed class PropertyOfAServiceWorkflow(Visitor visitor)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        visitor.Name = "customer-17";
        return await WhoAsync();
    }

    [Step]
    private Task<string> WhoAsync() => Task.FromResult(visitor.Name);
}

internal sealed class Visitor
{
    public string Name { get; set; } = "nobody";
}
