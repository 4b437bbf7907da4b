namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class InterfaceAsResult() : UnsafeCase(typeof(InterfaceAsResultWorkflow))
{
    public override string Does => "Gets an interface without `[JsonDerivedType]` from a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1022"];

    public override IReadOnlyList<string> FirstRun => ["DS1005"];

    public override string Really => "It can be written but not read: the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1005");
        (await lab.EvictAsync()).Blocks("DS1005");
    }
}

internal sealed class InterfaceAsResultWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => (await FindAsync()).Length;

    [Step]
    private Task<IParcel> FindAsync() => Task.FromResult<IParcel>(new Parcel(3));
}

internal interface IParcel
{
    int Length { get; }
}

internal sealed record Parcel(int Length) : IParcel;
