using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Sqlite.Database;

/// <summary>The file and how to connect to it. Recognises our files by their header, without letting SQLite touch a foreign one.</summary>
internal sealed class DatabaseFile
{
    /// <summary>Marks our files: "Dura".</summary>
    public const int ApplicationId = 0x44757261;

    private const int HeaderBytes = 100;
    private const int ApplicationIdOffset = 68;

    private readonly SqliteConnectionStringBuilder _connection;

    public DatabaseFile(SqliteStoreOptions options)
    {
        _connection = Parse(options.ConnectionString);
        if (_connection.Mode == SqliteOpenMode.Memory || _connection.DataSource is "" or ":memory:"
            || _connection.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && _connection.DataSource.Contains("memory", StringComparison.OrdinalIgnoreCase))
        {
            throw SqliteErrors.Memory(_connection.DataSource);
        }

        // Connections are few and live long; a pool of the driver would keep the file open after us.
        _connection.Pooling = false;
        _connection.Cache = SqliteCacheMode.Private;
        _connection.DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds));
        Begins = new BeginGate(options.BusyTimeout);
        Path = System.IO.Path.GetFullPath(_connection.DataSource);
        Name = System.IO.Path.GetFileName(Path);
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Where transactions of this process begin.</summary>
    public BeginGate Begins { get; }

    /// <summary>Opens a connection with the settings that all of ours have.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connection.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA foreign_keys = OFF";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Refuses what isn't ours before SQLite opens it for writing.</summary>
    public void Recognize()
    {
        var directory = System.IO.Path.GetDirectoryName(Path)!;
        if (!Directory.Exists(directory))
            throw SqliteErrors.DirectoryMissing(Name, directory);
        var header = ReadHeader();
        if (header.Length == 0)
            return;
        if (header.Length < HeaderBytes || !header.AsSpan().StartsWith("SQLite format 3\0"u8))
            throw SqliteErrors.NotSqlite(Name);
        var applicationId = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdOffset));
        if (applicationId != ApplicationId && (applicationId != 0 || HasTables()))
            throw SqliteErrors.ForeignDatabase(Name);
    }

    private static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            throw SqliteErrors.BadConnectionString(connectionString, error);
        }
    }

    private byte[] ReadHeader()
    {
        try
        {
            if (!File.Exists(Path))
                return [];
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            var header = new byte[HeaderBytes];
            return header[..stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.FileUnreadable(Name, error);
        }
    }

    private bool HasTables()
    {
        var readOnly = new SqliteConnectionStringBuilder(_connection.ConnectionString) { Mode = SqliteOpenMode.ReadOnly };
        using var connection = new SqliteConnection(readOnly.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master";
        return command.ExecuteScalar() is not 0L;
    }
}
