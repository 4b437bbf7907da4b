using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DurableSdk.Sqlite.Database;

/// <summary>
/// A prepared statement on the bare SQLite interface: bodies are bound from memory without a copy, and an execution allocates nothing.
/// Parameters and columns are numbered as in SQLite: from 1 and from 0.
/// </summary>
internal sealed class Statement(sqlite3 database, string sql, BeginGate gate, Action<string>? beforeStatement = null, bool isFirst = false) : IDisposable
{
    private readonly sqlite3_stmt _statement = Prepare(database, sql);
    private bool _stepping;

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        if (value is { } number)
            return Bind(index, number);
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite would take it for NULL.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    /// <summary>Goes to the next row; after the last one the statement is ready for its next use.</summary>
    public bool Step()
    {
        var code = _stepping ? raw.sqlite3_step(_statement) : Begin();
        if (code == raw.SQLITE_ROW)
            return true;
        try
        {
            if (code != raw.SQLITE_DONE)
                Throw(code);
        }
        finally
        {
            Reset();
        }

        return false;
    }

    /// <summary>Executes to the end.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Ends the reading of rows early.</summary>
    public void Reset()
    {
        _stepping = false;
        _ = raw.sqlite3_reset(_statement);
    }

    /// <summary>The first column of the first row, or null where there is no row or no value.</summary>
    public long? Scalar()
    {
        if (!Step())
            return null;
        var value = NullableInt64(0);
        Reset();
        return value;
    }

    /// <summary>Whether there is a row.</summary>
    public bool Any()
    {
        if (!Step())
            return false;
        Reset();
        return true;
    }

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A copy; null where there is no value. An empty one has no address in SQLite, but a type.</summary>
    public byte[]? NullableBlob(int column) => IsNull(column) ? null : Blob(column).ToArray();

    public void Dispose() => _statement.Dispose();

    /// <summary>Outside a transaction the first step begins one; after a plain BEGIN, which touches nothing yet, the statement that is first.</summary>
    private int Begin()
    {
        beforeStatement?.Invoke(sql);
        _stepping = true;
        return isFirst || raw.sqlite3_get_autocommit(database) != 0 ? gate.Step(_statement) : raw.sqlite3_step(_statement);
    }

    private bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    private static sqlite3_stmt Prepare(sqlite3 database, string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement), database);
        return statement;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            Throw(code);
    }

    [DoesNotReturn]
    private void Throw(int code)
    {
        SqliteException.ThrowExceptionForRC(code, database);
        throw new InvalidOperationException($"SQLite returned {code}.");
    }
}
