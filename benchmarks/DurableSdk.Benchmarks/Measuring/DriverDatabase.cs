using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks;

/// <summary>By prepared commands of the driver, as one writes them by hand in C#.</summary>
internal sealed class DriverDatabase : IRawDatabase
{
    private const int StepCompleted = 11;
    private const int Format = 1;
    private const long At = 1767225600000000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private SqliteTransaction? _transaction;

    /// <summary>Makes the file.</summary>
    /// <param name="file">Where.</param>
    /// <param name="otherTables">What it has beside the log's.</param>
    public DriverDatabase(string file, string otherTables = "")
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        _connection.Execute($"{IRawDatabase.Durability}; {IRawDatabase.Schema}; {otherTables}");
        _insert = Prepare(
            "INSERT INTO events (run, seq, kind, format, at, body, checksum) VALUES ($run, $seq, $kind, $format, $at, $body, $checksum)",
            "$run", "$seq", "$kind", "$format", "$at", "$body", "$checksum");
    }

    public SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    public void Begin() => _transaction = _connection.BeginTransaction();

    public void Insert(long run, long sequence, byte[] body) => Run(_insert, run, sequence, StepCompleted, Format, At, body, sequence);

    /// <param name="command">One that was prepared here.</param>
    /// <param name="values">Of its parameters, in their order.</param>
    public void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    public void Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
