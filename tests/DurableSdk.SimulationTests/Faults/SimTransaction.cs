using System.Data;
using System.Data.Common;

namespace DurableSdk.SimulationTests.Faults;

/// <summary>Holds what a step writes until its result is appended. There is no connection.</summary>
internal sealed class SimTransaction : DbTransaction
{
    public List<string> Rows { get; } = [];

    public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

    protected override DbConnection? DbConnection => null;

    public override void Commit() => throw new NotSupportedException();

    public override void Rollback() => throw new NotSupportedException();
}
