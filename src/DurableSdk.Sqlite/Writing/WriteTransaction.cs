using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>What the operations of one transaction share: the host row as it was read at its begin, and the positions given in it.</summary>
internal sealed partial class WriteTransaction(WriterConnection connection)
{
    private readonly Dictionary<WorkflowKey, WorkflowIds> _workflows = [];
    private bool _positionsGiven;

    public WriterConnection Connection => connection;

    public WriterStatements Sql => connection.Sql;

    /// <summary>The epoch of the present owner.</summary>
    public long Epoch { get; set; }

    /// <summary>Which lock file stands for ownership.</summary>
    public long LockGeneration { get; set; }

    private long LastEventPosition { get; set; }

    public long LastInboxPosition { get; private set; }

    public void Begin()
    {
        connection.Begin();
        var host = Sql.ReadHost;
        if (!host.Step())
            throw new InvalidOperationException("The host row is missing.");
        Epoch = host.Int64(0);
        LockGeneration = host.Int64(1);
        LastEventPosition = host.Int64(2);
        LastInboxPosition = host.Int64(3);
        host.Reset();
        _positionsGiven = false;
    }

    public void Commit()
    {
        if (_positionsGiven)
            Sql.WritePositions.Bind(1, LastEventPosition).Bind(2, LastInboxPosition).Run();
        connection.Commit();
    }

    public void Rollback()
    {
        // Ids that were given in it are void.
        _workflows.Clear();
        connection.Rollback();
    }

    public long NextEventPosition()
    {
        _positionsGiven = true;
        return ++LastEventPosition;
    }

    public long NextInboxPosition()
    {
        _positionsGiven = true;
        return ++LastInboxPosition;
    }

    public void InsertEvent(long run, in StoredEvent stored) => Sql.InsertEvent
        .Bind(1, NextEventPosition()).Bind(2, run).Bind(3, stored.Sequence).Bind(4, (long)stored.Kind).Bind(5, stored.Format)
        .Bind(6, Micros.From(stored.At)).Bind(7, stored.Body.Span).Bind(8, stored.Checksum).Run();

    /// <summary>The ids of a workflow, or null where no run of it was ever created.</summary>
    public WorkflowIds? FindWorkflow(WorkflowKey workflow)
    {
        if (_workflows.TryGetValue(workflow, out var known))
            return known;
        var find = Sql.FindWorkflow.Bind(1, workflow.Name).Bind(2, workflow.Version);
        if (!find.Step())
            return null;
        var ids = new WorkflowIds(find.Int64(0), find.Int64(1));
        find.Reset();
        return _workflows[workflow] = ids;
    }

    public WorkflowIds AddWorkflow(WorkflowKey workflow)
    {
        if (FindWorkflow(workflow) is { } known)
            return known;
        var family = Sql.FindFamily.Bind(1, workflow.Name).Scalar();
        Sql.InsertWorkflow.Bind(1, family).Bind(2, workflow.Name).Bind(3, workflow.Version).Run();
        var id = connection.LastRowId;
        return _workflows[workflow] = new WorkflowIds(id, family ?? id);
    }
}

/// <summary>A workflow's row, and the one that all versions of its name share.</summary>
internal readonly record struct WorkflowIds(long Id, long Family);
