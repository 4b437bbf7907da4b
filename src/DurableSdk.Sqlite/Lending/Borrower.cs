namespace DurableSdk.Sqlite.Lending;

/// <summary>Who borrows the writer's connection, for messages.</summary>
/// <param name="What">What it is, such as <c>transactional step</c>.</param>
/// <param name="Code">What of the program has the connection, such as <c>the step</c>.</param>
/// <param name="Recorded">What the host records in the same transaction.</param>
internal sealed record Borrower(string What, string Code, string Recorded)
{
    public static Borrower Step { get; } = new("transactional step", "the step", "the step's result");

    public static Borrower Projection { get; } = new("projection", "the handler", "how far the projection has come");
}
