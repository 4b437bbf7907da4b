namespace DurableSdk.EndToEnd.Workload;

/// <summary>Reads letters that are delivered to its hook, and goes on as a new run now and then, which makes the hook anew.</summary>
public sealed class DoorWorkflow
{
    private const int LettersPerLink = 25;

    [Workflow]
    public async Task<Mail> RunAsync(string token, Mail before)
    {
        var letters = before.Letters.ToList();
        var door = await Durable.CreateHook<string>("door", token: token);
        await foreach (var letter in door)
        {
            if (letter == MailboxWorkflow.Close)
                break;
            letters.Add(letter);
            if (letters.Count == before.Letters.Length + LettersPerLink)
                throw Durable.ContinueAsNew(token, new Mail([.. letters], []));
        }

        return new Mail([.. letters], []);
    }
}
