using System.Globalization;
using System.Text.RegularExpressions;
using SQLitePCL;

namespace DurableSdk.Sqlite.Database;

/// <summary>Brings the schema to the newest number: each embedded <c>NNNN_name.sql</c> in a transaction of its own.</summary>
internal static partial class Migrator
{
    /// <summary>The scripts' names by number, from 1 without a gap. A file that is up to date needs no more of them.</summary>
    private static readonly string[] Scripts = Numbered();

    private static readonly Lazy<HashSet<string>> CreatedTables = new(() => Scripts.SelectMany(script => CreatedTable().Matches(Read(script)))
        .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>The newest schema that this code knows.</summary>
    public static int Newest => Scripts.Length;

    /// <summary>The store's own tables.</summary>
    public static IReadOnlySet<string> Tables => CreatedTables.Value;

    public static void Migrate(WriterConnection connection, SchemaGuard schema)
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

        schema.Check(Version(connection));
    }

    private static void Apply(WriterConnection connection, int number)
    {
        foreach (var statement in Split(Read(Scripts[number - 1])))
            connection.Execute(statement);
        connection.Execute($"PRAGMA application_id = {DatabaseFile.ApplicationId}");
        connection.Execute($"PRAGMA user_version = {number}");
    }

    private static long Version(WriterConnection connection) => connection.Query(SchemaGuard.Version);

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

    private static string[] Numbered()
    {
        var names = Array.FindAll(typeof(Migrator).Assembly.GetManifestResourceNames(), static name => name.EndsWith(".sql", StringComparison.Ordinal));
        Array.Sort(names, StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (int.Parse(names[i].AsSpan(0, 4), CultureInfo.InvariantCulture) != i + 1)
                throw new InvalidOperationException($"Migration {names[i]} isn't number {i + 1}.");
        }

        return names;
    }

    private static string Read(string script)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(script)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\bCREATE TABLE (?:IF NOT EXISTS )?(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreatedTable();
}
