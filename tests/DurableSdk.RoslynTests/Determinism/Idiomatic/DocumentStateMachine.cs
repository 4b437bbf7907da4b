namespace Idiomatic.DocumentStateMachine;

public enum State
{
    Draft,
    InReview,
    Changes,
    Published,
    Archived,
}

public sealed record Document(string Id, State State, int Revision)
{
    public bool IsFinal => State is State.Published or State.Archived;
}

/// <summary>A state machine written as a loop over a switch.</summary>
public sealed class DocumentStateMachineWorkflow
{
    [Workflow]
    public async Task<Document> RunAsync(string id)
    {
        var document = new Document(id, State.Draft, 1);
        for (var moves = 0; !document.IsFinal && moves < 50; moves++)
        {
            switch (document.State)
            {
                case State.Draft:
                    await AssignReviewerAsync(document.Id);
                    document = document with { State = State.InReview };
                    break;
                case State.InReview when await ReviewAsync(document):
                    document = document with { State = State.Published };
                    break;
                case State.InReview when document.Revision > 5:
                    goto case State.Archived;
                case State.InReview:
                    document = document with { State = State.Changes };
                    break;
                case State.Changes:
                    await Durable.Sleep(TimeSpan.FromHours(4));
                    document = document with { State = State.Draft, Revision = document.Revision + 1 };
                    break;
                case State.Archived:
                    document = document with { State = State.Archived };
                    break;
                default:
                    throw new InvalidOperationException($"No move from {document.State}.");
            }
        }

        return document;
    }

    [Step] private static Task AssignReviewerAsync(string id) => Task.CompletedTask;

    [Step] private static Task<bool> ReviewAsync(Document document) => Task.FromResult(document.Revision > 2);
}
