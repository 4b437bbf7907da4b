namespace DurableSdk.SimulationTests.Bugs;

internal sealed class ForgottenMessageIds : StoreBug
{
    public override string Description => "A message that is sent again, because nobody knows whether it came, comes twice.";

    public override string[] Rules => ["message", "blocked"];

    protected override InboxMessage Send(InboxMessage message) => message with { Id = null };
}
