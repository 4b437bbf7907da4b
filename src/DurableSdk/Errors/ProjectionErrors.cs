namespace DurableSdk.Errors;

internal static class ProjectionErrors
{
    public static DurableException BadName(string why) => new("DS4008", $"A projection's name {why}. Nothing was started.");

    public static DurableException NameTaken(string name) => new(
        "DS3019", $"Two projections are called {name}. Each has a position of its own in the events, under its name: give one of them another.");

    public static DurableException NotSupported(string name, string store) => new(
        "DS3019",
        $"Projection {name} can't be kept in {store}, which has no transactions that it could take part in. Keep the runs in a SQLite file: options.UseSqlite(…), in tests too; "
        + "or follow the events by client.SubscribeAsync, which gives each at least once.");

    public static DurableException NoHost(string name) => new(
        "DS3019",
        $"Projection {name} belongs to a program that executes no runs (ExecuteRuns = false). The program that executes keeps the projections: add it there; "
        + "or follow the events by client.SubscribeAsync, which gives each at least once.");
}
