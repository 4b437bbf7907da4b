namespace DurableSdk.EndToEnd.Workload;

/// <summary>Reads letters, passes the marked ones on to the next mailbox, and goes on as a new run now and then.</summary>
public sealed class MailboxWorkflow
{
    public const string Close = "close";
    public const string Mark = "*";

    private const string End = "end";
    private const int LettersPerLink = 25;

    private readonly List<string> _notes = [];

    [Workflow]
    public async Task<Mail> RunAsync(string next, Mail before)
    {
        _notes.AddRange(before.Notes);
        var letters = before.Letters.ToList();
        for (var read = 0; read < LettersPerLink; read++)
        {
            var letter = await Durable.WaitForSignal<string>("letter");
            if (letter == Close)
                return await FinishAsync(next, letters);
            letters.Add(letter);
            if (letter.EndsWith(Mark, StringComparison.Ordinal))
                await Durable.Send(next, "Note", letter);
        }

        throw Durable.ContinueAsNew(next, new Mail([.. letters], [.. _notes]));
    }

    [Signal]
    public void Note(string letter) => _notes.Add(letter);

    /// <summary>The last note is the last of all that the mailbox before this one passes on.</summary>
    private async Task<Mail> FinishAsync(string next, List<string> letters)
    {
        await Durable.Send(next, "Note", End);
        await Durable.Until(() => _notes.Contains(End));
        return new Mail([.. letters], [.. _notes.Where(note => note != End)]);
    }
}

/// <summary>What a mailbox has got, in order.</summary>
/// <param name="Letters">From outside.</param>
/// <param name="Notes">From the mailbox before it.</param>
public sealed record Mail(string[] Letters, string[] Notes);
