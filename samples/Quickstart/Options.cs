using System.Reflection;

namespace Quickstart;

/// <summary>What the command line asks for, and where the files lie: database and journal beside the orders, under the same name.</summary>
internal sealed record Options(string OrdersPath, bool Reset, bool Evict)
{
    public const string Usage = """
        Usage: dotnet run --project samples/Quickstart [orders.csv] [--reset] [--evict]
          orders.csv  your own file; its first line is: id,customer,item,quantity,unit_price,card
          --reset     forget what earlier runs recorded, and begin again
          --evict     drop every order from memory whenever it waits, and rebuild it from its log
        """;

    public string DatabasePath => Path.ChangeExtension(OrdersPath, ".db");

    public string JournalPath => Path.ChangeExtension(OrdersPath, ".journal.txt");

    /// <returns>Null where the command line can't be understood.</returns>
    public static Options? Parse(string[] args)
    {
        var files = args.Where(arg => !arg.StartsWith('-')).ToArray();
        if (files.Length > 1 || args.Except(files).Except(["--reset", "--evict"]).Any())
            return null;
        var path = files.Length == 1 ? files[0] : Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(SampleDirectory, "orders.csv"));
        return new Options(path, args.Contains("--reset"), args.Contains("--evict"));
    }

    /// <summary>Deletes the database with all that lies beside it, and the journal.</summary>
    /// <exception cref="IOException">A program works on them.</exception>
    public void DeleteRecords()
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(OrdersPath))!;
        foreach (var hostLock in Directory.GetFiles(directory, Path.GetFileName(DatabasePath) + ".*.lock"))
            File.Open(hostLock, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        foreach (var file in Directory.GetFiles(directory, Path.GetFileName(DatabasePath) + "*"))
            File.Delete(file);
        File.Delete(JournalPath);
    }

    private static string SampleDirectory => typeof(Options).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "SampleDirectory").Value!;
}
