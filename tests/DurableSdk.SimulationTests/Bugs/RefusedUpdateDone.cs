using System.Text;

namespace DurableSdk.SimulationTests.Bugs;

internal sealed class RefusedUpdateDone : StoreBug
{
    public override string Description => "An update that the workflow refuses is done.";

    public override string[] Rules => ["update"];

    protected override InboxMessage Send(InboxMessage message)
    {
        if (message.Kind != InboxKind.Update)
            return message;
        var update = UpdateBody.Read(message.Body);
        var welcome = Encoding.UTF8.GetString(update.Arguments.Span).Replace(",-1]", ",0]", StringComparison.Ordinal);
        return message with { Body = UpdateBody.Write(update.Id, update.Name, Encoding.UTF8.GetBytes(welcome)) };
    }
}
