namespace DurableSdk.EndToEnd.Workload;

/// <summary>Reads letters that are delivered to its hook, and goes on as a new run now and then, which makes the hook anew.</summary>
public sealed class DoorWorkflow
{
    private const int LettersPerLink = 25;

    private readonly List<string> _letters = [];

    [Workflow]
    public async Task<Mail> RunAsync(string token, Mail before)
    {
        _letters.AddRange(before.Letters);
        var door = await Durable.CreateHook<string>("door", token: token);
        await foreach (var letter in door)
        {
            if (letter == MailboxWorkflow.Close)
                break;
            _letters.Add(letter);
            if (_letters.Count == before.Letters.Length + LettersPerLink)
                throw Durable.ContinueAsNew(token, new Mail([.. _letters], []));
        }

        return new Mail([.. _letters], []);
    }
}
