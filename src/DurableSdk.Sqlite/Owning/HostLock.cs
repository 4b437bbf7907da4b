using System.Globalization;

namespace DurableSdk.Sqlite.Owning;

/// <summary>
/// The operating system's lock on a file beside the database, held by the host that executes. It ends with the process, however that
/// ends, and no clock can steal it. An explicit take-over goes on with the file of the next generation.
/// </summary>
internal sealed class HostLock : IDisposable
{
    private readonly FileStream _stream;

    private HostLock(FileStream stream) => _stream = stream;

    /// <summary>Locks without waiting; null where somebody else has it, in this process or another.</summary>
    public static HostLock? TryTake(string databasePath, long generation)
    {
        var path = PathOf(databasePath, generation);
        try
        {
            return new HostLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.LockFileUnusable(Path.GetFileName(path), error);
        }
    }

    /// <summary>Removes the file of a generation that nobody will ask for again.</summary>
    public static void Forget(string databasePath, long generation)
    {
        try
        {
            File.Delete(PathOf(databasePath, generation));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody still holds it; an empty file harms nobody.
        }
    }

    public void Dispose() => _stream.Dispose();

    private static string PathOf(string databasePath, long generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{databasePath}.host-{generation}.lock");
}
