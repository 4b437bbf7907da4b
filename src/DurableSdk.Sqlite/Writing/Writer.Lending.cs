using DurableSdk.Sqlite.Lending;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>What a step may do that has the writer's connection.</summary>
internal sealed partial class Writer
{
    private readonly AsyncLocal<Loan?> _loan = new();
    private readonly CancellationTokenSource _abandoning = new();

    /// <summary>Fires when the writer ends as if the process had been killed.</summary>
    public CancellationToken Abandoned => _abandoning.Token;

    /// <summary>Runs what has the connection on the thread pool, marked: what it asks of this writer would wait for itself.</summary>
    public Task<Append?> Lend(Loan loan, Func<Task<Append?>> work) => Task.Run(() =>
    {
        _loan.Value = loan;
        return work();
    });

    private void ThrowIfInsideLoan()
    {
        if (_loan.Value is { IsOver: false })
            throw SqliteErrors.InsideTransaction(_file.Name);
    }
}
