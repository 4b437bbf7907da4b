using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>How a message gets into a run's inbox, whoever sends it.</summary>
internal sealed partial class WriteTransaction
{
    /// <summary>The run of an id, or null.</summary>
    public Target? FindTarget(string runId) => Read(Sql.FindTarget.Bind(1, runId));

    /// <summary>The last run of the chain that a run belongs to, or null. The first of a chain stands for it when it was purged, too.</summary>
    public Target? FindLastTarget(string runId) => FindTarget(runId) switch
    {
        null => Read(Sql.FindLastByFirst.Bind(1, runId)),
        { } target => LastOf(target),
    };

    /// <summary>Whether an id is a run's, or that of the first run of a chain, which is its own as long as the chain is there, also where that run was purged.</summary>
    public bool IsTaken(string runId) => Sql.FindTarget.Bind(1, runId).Any() || Sql.FindLastByFirst.Bind(1, runId).Any();

    /// <summary>What would come of a message.</summary>
    public SendResult Look(Target? target, InboxMessage message) => target switch
    {
        null => SendResult.RunNotFound,
        { } run when IsSeen(run, message) => SendResult.Accepted,
        { IsFinished: true } run => run.HasNext ? SendResult.RunContinued : SendResult.RunFinished,
        _ => SendResult.Accepted,
    };

    /// <summary>Checks first: a refusal writes nothing.</summary>
    public SendResult Send(Target? target, InboxMessage message, bool wakes)
    {
        var result = Look(target, message);
        if (result != SendResult.Accepted || target is not { } run || IsSeen(run, message))
            return result;
        if (message.Id is { } id)
            Sql.InsertSeen.Bind(1, run.Run).Bind(2, id).Run();
        var position = NextInboxPosition();
        Sql.InsertMessage
            .Bind(1, position).Bind(2, run.Run).Bind(3, (long)message.Kind).Bind(4, message.Id)
            .Bind(5, message.Body.Span).Bind(6, Micros.From(message.At)).Bind(7, RowChecksum.OfMessage(run.Run, position, message)).Run();
        if (wakes)
            Sql.WakeRun.Bind(1, run.Run).Run();
        return result;
    }

    private Target? LastOf(Target target) => target.HasNext ? Read(Sql.FindLastTarget.Bind(1, target.Run)) : target;

    /// <summary>What a chain has seen is what its last run has.</summary>
    private bool IsSeen(Target target, InboxMessage message) => message.Id is { } id && !target.HasNext && Sql.IsMessageSeen.Bind(1, target.Run).Bind(2, id).Any();

    private static Target? Read(Statement find)
    {
        if (!find.Step())
            return null;
        var target = new Target(find.Int64(0), ((RunStatus)find.Int64(1)).IsFinished(), find.Int64(2) != 0);
        find.Reset();
        return target;
    }
}

/// <summary>A run that a message is for.</summary>
/// <param name="Run">Its number in the file.</param>
/// <param name="IsFinished">Whether it has finished.</param>
/// <param name="HasNext">Whether it has continued as a new run.</param>
internal readonly record struct Target(long Run, bool IsFinished, bool HasNext);
