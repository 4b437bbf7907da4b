namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class GenericHelper() : SafeCase(typeof(GenericHelperWorkflow))
{
    public override string Does => "Calls steps by generic helpers, and a generic step.";

    protected override string Result => "\"7 of Int32, seven of String\"";
}

internal sealed class GenericHelperWorkflow
{
    [Workflow]
    public async Task<string> RunAsync() => $"{await NameAsync(7)}, {await NameAsync("seven")}";

    private static async Task<string> NameAsync<T>(T value) => $"{await KeepAsync(value)} of {typeof(T).Name}";

    [Step]
    public static Task<T> KeepAsync<T>(T value) => Task.FromResult(value);
}
