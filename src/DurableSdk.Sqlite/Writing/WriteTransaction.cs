using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>What the operations of one transaction share: the host row as it stood at its begin, and the positions given in it.</summary>
internal sealed partial class WriteTransaction(WriterConnection connection, SchemaGuard schema)
{
    /// <summary>A body that has more bytes stands in a table of its own.</summary>
    public const int InlineBytesMax = 64 * 1024;

    private readonly Dictionary<WorkflowKey, WorkflowIds> _workflows = [];

    /// <summary>SQLite's count of what others have committed; while it stays, the schema and the host row are what is known of them. Null: to be read.</summary>
    private long? _dataVersion;

    private bool _messagePositionsGiven;
    private long _firstPosition;

    public WriterConnection Connection => connection;

    public WriterStatements Sql => connection.Sql;

    /// <summary>The epoch of the present owner.</summary>
    public long Epoch { get; set; }

    /// <summary>Which lock file stands for ownership.</summary>
    public long LockGeneration { get; set; }

    /// <summary>Whether it has written events.</summary>
    public bool HasEvents => LastEventPosition > _firstPosition;

    /// <summary>How many runs were ever terminated.</summary>
    public long Terminations { get; private set; }

    private long LastEventPosition { get; set; }

    public long LastInboxPosition { get; private set; }

    public void Begin(bool waits)
    {
        connection.Begin(waits);
        var version = Sql.DataVersion.Scalar();
        if (version is null || version != _dataVersion)
            ReadHost();
        _dataVersion = version;
        _firstPosition = LastEventPosition;
        _messagePositionsGiven = false;
    }

    public void Commit()
    {
        if (_messagePositionsGiven)
            Sql.WritePositions.Bind(1, LastEventPosition).Bind(2, LastInboxPosition).Run();
        connection.Commit();
    }

    public void Rollback()
    {
        // Ids and positions that were given in it are void.
        _workflows.Clear();
        _dataVersion = null;
        connection.Rollback();
    }

    public long NextEventPosition() => ++LastEventPosition;

    /// <summary>A message is soon gone, and its position with it: the host row has to hold that.</summary>
    public long NextInboxPosition()
    {
        _messagePositionsGiven = true;
        return ++LastInboxPosition;
    }

    public void CountTermination() => Sql.CountTermination.Bind(1, ++Terminations).Run();

    public void InsertEvent(long run, in StoredEvent stored)
    {
        var position = NextEventPosition();
        var at = Micros.From(stored.At);
        var insert = Sql.InsertEvent
            .Bind(1, position).Bind(2, run).Bind(3, stored.Sequence).Bind(4, (long)stored.Kind).Bind(5, stored.Format)
            .Bind(6, at).Bind(8, RowChecksum.OfEvent(stored.Checksum, position, (long)stored.Kind, stored.Format, at));
        if (stored.Body.Length <= InlineBytesMax)
        {
            insert.Bind(7, stored.Body.Span).Run();
            return;
        }

        insert.Bind(7, stored.Body.Length).Run();
        Sql.InsertBody.Bind(1, position).Bind(2, stored.Body.Span).Run();
    }

    /// <summary>What a run says of itself, beside the events that say it.</summary>
    public void Project(long run, RunProjection? projection)
    {
        if (projection is null)
            return;
        if (projection.SetsStatusText)
            Sql.SetStatusText.Bind(1, run).Bind(2, projection.StatusText).Run();
        foreach (var (key, value) in projection.Attributes)
        {
            if (value is null)
                Sql.RemoveAttribute.Bind(1, run).Bind(2, key).Run();
            else
                Sql.SetAttribute.Bind(1, run).Bind(2, key).Bind(3, (long)value.Type).Bind(4, value.Text).Run();
        }
    }

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

    private void ReadHost()
    {
        schema.Check(Sql.SchemaVersion.Scalar() ?? 0);
        var host = Sql.ReadHost;
        if (!host.Step())
            throw new InvalidOperationException("The host row is missing.");
        Epoch = host.Int64(0);
        LockGeneration = host.Int64(1);
        LastEventPosition = host.Int64(2);
        LastInboxPosition = host.Int64(3);
        Terminations = host.Int64(4);
        host.Reset();
    }
}

/// <summary>A workflow's row, and the one that all versions of its name share.</summary>
internal readonly record struct WorkflowIds(long Id, long Family);
