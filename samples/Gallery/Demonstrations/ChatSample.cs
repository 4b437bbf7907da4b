namespace Gallery.Demonstrations;

// A chat room is a run. Who joins, posts or leaves sends an update, which the room may refuse; a query shows what was said. Each post goes to every participant's file, as a step. The
// process is killed while a post is delivered; the participants, who heard nothing, send all again under the same ids.
// Look at: Cy, who posts before joining, is refused; after the crash nothing is said twice, and everybody's file has the same lines.
internal sealed class ChatSample : ISample
{
    public string Name => "chat";

    public string Summary => "A chat room with several participants, who join, post, are refused and leave.";

    public async Task RunAsync(Stage stage)
    {
        var mailboxes = new Ledger(stage.PathOf("mailboxes.txt"));
        await using var host = await stage.StartAsync(o => o.Services.AddSingleton(mailboxes));
        var room = await host.Client.StartChatRoomWorkflowAsync("Harbour", new() { IdempotencyKey = "Harbour" });
        await Task.WhenAll(room.JoinAsync("Ann", new() { Id = "Ann" }), room.JoinAsync("Bob", new() { Id = "Bob" }));
        await room.PostAsync("Ann", "Is the light on?", new() { Id = "Ann-1" });
        try
        {
            await room.PostAsync("Cy", "Hello?", new() { Id = "Cy-0" });
        }
        catch (UpdateRefusedException e)
        {
            stage.Say($"Refused: {e.Reason}");
        }

        await room.JoinAsync("Cy", new() { Id = "Cy" });
        await room.PostAsync("Bob", "Since an hour.", new() { Id = "Bob-1" });
        await room.PostAsync("Cy", "I can see it.", new() { Id = "Cy-1" });
        foreach (var line in await room.TranscriptAsync())
            stage.Say(line);
        await Task.WhenAll(((string[])["Ann", "Bob", "Cy"]).Select(name => room.LeaveAsync(name, new() { Id = $"{name} leaves" })));
        stage.Say($"{await room.ResultAsync()} posts, {mailboxes.Effects.Count} deliveries.");
    }
}

internal sealed class ChatRoomWorkflow(Stage stage, Ledger mailboxes)
{
    private readonly List<string> _participants = [];
    private readonly List<string> _posts = [];
    private bool _isOver;

    [Workflow]
    public async Task<int> RunAsync(string room)
    {
        await Durable.Until(() => _isOver);
        return _posts.Count;
    }

    [Query]
    public IReadOnlyList<string> Transcript() => [.. _posts];

    [Update]
    public void Join(string name) => _participants.Add(name);

    [Update(Validate = nameof(WhyNotPost))]
    public async Task PostAsync(string name, string text)
    {
        var post = $"{name}: {text}";
        _posts.Add(post);
        await DeliverAsync(post, [.. _participants]);
    }

    [Update]
    public void Leave(string name)
    {
        _participants.Remove(name);
        _isOver = _participants.Count == 0;
    }

    private string? WhyNotPost(string name, string text) => _participants.Contains(name) ? null : $"{name} isn't in the room";

    [Step]
    private Task DeliverAsync(string post, string[] participants)
    {
        stage.Say(post);
        foreach (var (i, participant) in participants.Index())
        {
            mailboxes.Add($"{StepContext.Current.IdempotencyKey}/{participant}", $"to {participant}: {post}");
            if (participants.Length == 3 && i == 1)
                stage.CrashHere("when two of three participants have the post");
        }

        return Task.CompletedTask;
    }
}
