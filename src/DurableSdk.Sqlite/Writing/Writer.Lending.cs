using DurableSdk.Sqlite.Lending;

namespace DurableSdk.Sqlite.Writing;

/// <summary>What may be done by who has the writer's connection.</summary>
internal sealed partial class Writer
{
    private readonly AsyncLocal<Loan?> _loan = new();
    private readonly CancellationTokenSource _abandoning = new();

    /// <summary>Fires when the writer ends as if the process had been killed.</summary>
    public CancellationToken Abandoned => _abandoning.Token;

    /// <summary>Runs what has the connection on the thread pool, marked: what it asks of this writer would wait for itself.</summary>
    public Task<T> Lend<T>(Loan loan, Func<Task<T>> work) => Task.Run(() =>
    {
        _loan.Value = loan;
        return work();
    });

    private void ThrowIfInsideLoan()
    {
        if (_loan.Value is { IsOver: false } loan)
            throw SqliteErrors.InsideTransaction(_file.Name, loan.Borrower);
    }
}
