using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DurableSdk.Sqlite.Database;

/// <summary>The file and how to connect to it.</summary>
internal sealed class DatabaseFile
{
    /// <summary>Marks our files: "Dura".</summary>
    public const int ApplicationId = 0x44757261;

    private const string DataDirectory = "|DataDirectory|";

    private readonly SqliteConnectionStringBuilder _connection;

    public DatabaseFile(SqliteStoreOptions options)
    {
        _connection = Parse(options.ConnectionString);
        if (_connection.Mode == SqliteOpenMode.Memory || _connection.DataSource is "" or ":memory:")
            throw SqliteErrors.Memory(_connection.DataSource);

        // Connections are few and live long; a pool of the driver would keep the file open after us.
        _connection.Pooling = false;
        _connection.Cache = SqliteCacheMode.Private;
        _connection.DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds));
        Begins = new BeginGate(options.BusyTimeout, new Lock());
        Path = Resolve(_connection.DataSource);
        _connection.DataSource = Path;
        Name = System.IO.Path.GetFileName(Path);
        Schema = new SchemaGuard(Name);
    }

    /// <summary>The full path, of what a link leads to.</summary>
    public string Path { get; }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Where transactions of this process begin.</summary>
    public BeginGate Begins { get; }

    /// <summary>Looks at the schema in every transaction of this process.</summary>
    public SchemaGuard Schema { get; }

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

    /// <summary>Refuses what isn't ours before anything is written to it.</summary>
    public void Recognize()
    {
        var directory = System.IO.Path.GetDirectoryName(Path)!;
        if (!Directory.Exists(directory))
            throw SqliteErrors.DirectoryMissing(Name, directory);
        if (!File.Exists(Path))
            return;
        try
        {
            Recognize(SqliteOpenMode.ReadOnly);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_READONLY)
        {
            // Whoever was creating it was killed, and SQLite has that to undo first.
            Recognize(SqliteOpenMode.ReadWrite);
        }
    }

    /// <summary>By SQLite, and not by the file's first bytes: whoever closes a file of his own over it loses all the locks that SQLite holds on it for this process, and with them what another process lets stand.</summary>
    private void Recognize(SqliteOpenMode mode)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connection.ConnectionString) { Mode = mode }.ConnectionString);
        connection.Open();
        var mark = Ask(connection, "PRAGMA application_id");
        if (mark != ApplicationId && (mark != 0 || Ask(connection, "SELECT count(*) FROM sqlite_master") != 0))
            throw SqliteErrors.ForeignDatabase(Name);
    }

    private static long Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
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

    /// <summary>As the driver does: what is locked beside the file has to be the same whatever the file is called, and the current directory may change.</summary>
    private static string Resolve(string dataSource)
    {
        if (dataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw SqliteErrors.Uri(dataSource);
        var directory = AppDomain.CurrentDomain.GetData("DataDirectory") as string;
        var path = dataSource.StartsWith(DataDirectory, StringComparison.OrdinalIgnoreCase)
            ? System.IO.Path.Combine(directory ?? throw SqliteErrors.NoDataDirectory(dataSource), dataSource[DataDirectory.Length..].TrimStart('/', '\\'))
            : System.IO.Path.Combine(directory ?? "", dataSource);
        return PhysicalPath.Of(path) ?? throw SqliteErrors.Links(dataSource);
    }
}
