namespace DurableSdk.Errors;

internal static class TransactionErrors
{
    public static DurableException NotSupported(string step, string store) => new(
        "DS3013",
        $"Step {step} is transactional, and {store} has no transactions that a step could take part in. Keep the runs in a SQLite file: "
        + "options.UseSqlite(…), in tests too. Nothing is lost: with such a store the run goes on.");
}
