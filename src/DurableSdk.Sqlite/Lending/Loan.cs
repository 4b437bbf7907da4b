using System.Data.Common;
using DurableSdk.Sqlite.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DurableSdk.Sqlite.Lending;

/// <summary>
/// The writer's connection in the hands of a step or a projection, within the writer's transaction, until <see cref="Close"/>. Every use takes the loan's lock, so
/// that none is under way when the writer goes on, and throws once it is over.
/// </summary>
internal sealed class Loan
{
    private static readonly TimeSpan BetweenInterrupts = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly WriterConnection _connection;
    private readonly string _file;
    private readonly TimeSpan _bound;
    private readonly List<ILent> _opened = [];
    private volatile bool _isOver;
    private bool _isOverdue;

    public Loan(WriterConnection connection, string file, TimeSpan bound, Borrower borrower)
    {
        Borrower = borrower;
        _connection = connection;
        _file = file;
        _bound = bound;
        Guard = new LoanGuard(connection.Driver.Handle!);
        Connection = new LentConnection(this);
        Transaction = new LentTransaction(this);
    }

    public LentConnection Connection { get; }

    public DbTransaction Transaction { get; }

    public Borrower Borrower { get; }

    public LoanGuard Guard { get; }

    public bool IsOver => _isOver;

    /// <summary>For what depends on the connection; only inside <see cref="Use{T}"/>.</summary>
    public SqliteConnection Driver => _connection.Driver;

    /// <exception cref="DurableException">DS2007: the loan is over, by its bound or with what has borrowed. DS2008: SQL that the borrower may not run.</exception>
    public T Use<T>(Func<T> action)
    {
        lock (_gate)
        {
            if (_isOver)
                throw _isOverdue ? SqliteErrors.LoanIsOverdue(_file, _bound, Borrower) : SqliteErrors.LoanIsOver(_file, Borrower);
            try
            {
                return action();
            }
            catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_AUTH)
            {
                throw SqliteErrors.NotForBorrowers(_file, Borrower, Guard.Denied ?? "this statement", e);
            }
        }
    }

    /// <summary>As <see cref="Use{T}"/>, for a statement: where SQLite has undone the transaction itself, it would be committed at once, whatever becomes of the rest.</summary>
    /// <exception cref="DurableException">As there; DS2008 also where there is no transaction any more.</exception>
    public T Run<T>(Func<T> statement) =>
        Use(() => _connection.IsInTransaction ? statement() : throw SqliteErrors.TransactionHasEnded(_file, Borrower));

    /// <summary>Something to let go of when the loan ends: an open reader would hold the transaction.</summary>
    public T Opened<T>(T opened)
        where T : ILent
    {
        _opened.Add(opened);
        return opened;
    }

    public void Forget(ILent opened) => _opened.Remove(opened);

    /// <summary>Ends the loan. A statement that still runs is interrupted: the writer waits for nobody's query.</summary>
    /// <param name="isOverdue">Whether the bound was reached.</param>
    public void Close(bool isOverdue)
    {
        while (!_gate.TryEnter(BetweenInterrupts))
            raw.sqlite3_interrupt(_connection.Driver.Handle);
        try
        {
            if (_isOver)
                return;
            _isOverdue = isOverdue;
            _isOver = true;
            for (var i = _opened.Count - 1; i >= 0; i--)
                End(_opened[i]);
            Guard.Remove();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private static void End(ILent opened)
    {
        try
        {
            opened.End();
        }
        catch (SqliteException)
        {
            // What it still had to say of its statement was for the step.
        }
    }
}
