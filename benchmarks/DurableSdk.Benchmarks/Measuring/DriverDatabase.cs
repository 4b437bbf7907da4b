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
    public DriverDatabase(string file)
    {
        _connection = Open(file, IRawDatabase.Schema);
        _insert = Prepare(
            _connection, "INSERT INTO events (run, seq, kind, format, at, body, checksum) VALUES ($run, $seq, $kind, $format, $at, $body, $checksum)",
            "$run", "$seq", "$kind", "$format", "$at", "$body", "$checksum");
    }

    public static SqliteConnection Open(string file, string schema)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        connection.Execute($"{IRawDatabase.Durability}; {schema}");
        return connection;
    }

    public static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    public void Begin() => _insert.Transaction = _transaction = _connection.BeginTransaction();

    public void Insert(long run, long sequence, byte[] body) => Run(_insert, run, sequence, StepCompleted, Format, At, body, sequence);

    public void Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
    }

    public static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
