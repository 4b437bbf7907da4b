using System.Globalization;
using System.Text.RegularExpressions;
using SQLitePCL;

namespace DurableSdk.Sqlite.Database;

/// <summary>Brings the schema to the newest number: each embedded <c>NNNN_name.sql</c> in a transaction of its own.</summary>
internal static partial class Migrator
{
    /// <summary>The scripts by number, from 1 without a gap.</summary>
    private static readonly List<string> Scripts = Load();

    /// <summary>The newest schema that this code knows.</summary>
    public static int Newest => Scripts.Count;

    /// <summary>The store's own tables.</summary>
    public static IReadOnlySet<string> Tables { get; } = Scripts.SelectMany(script => CreatedTable().Matches(script))
        .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static void Migrate(WriterConnection connection, string file)
    {
        while (Version(connection) < Newest)
        {
            connection.Begin();
            // Another process may have been faster while we waited for the lock.
            var version = Version(connection);
            if (version < Newest)
                Apply(connection, (int)version + 1);
            connection.Commit();
        }

        if (Version(connection) is var found && found > Newest)
            throw SqliteErrors.NewerSchema(file, found, Newest);
    }

    private static void Apply(WriterConnection connection, int number)
    {
        foreach (var statement in Split(Scripts[number - 1]))
            connection.Execute(statement);
        connection.Execute($"PRAGMA application_id = {DatabaseFile.ApplicationId}");
        connection.Execute($"PRAGMA user_version = {number}");
    }

    private static long Version(WriterConnection connection) => connection.Query("PRAGMA user_version");

    /// <summary>The statements of a script; SQLite says itself where one ends.</summary>
    private static IEnumerable<string> Split(string script)
    {
        var start = 0;
        for (var end = script.IndexOf(';', StringComparison.Ordinal); end >= 0; end = script.IndexOf(';', end + 1))
        {
            var statement = script[start..(end + 1)];
            if (raw.sqlite3_complete(statement) == 0)
                continue;
            yield return statement;
            start = end + 1;
        }
    }

    private static List<string> Load()
    {
        var assembly = typeof(Migrator).Assembly;
        var scripts = new List<string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture) != scripts.Count + 1)
                throw new InvalidOperationException($"Migration {name} isn't number {scripts.Count + 1}.");
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            scripts.Add(reader.ReadToEnd());
        }

        return scripts;
    }

    [GeneratedRegex(@"\bCREATE TABLE (?:IF NOT EXISTS )?(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreatedTable();
}
