namespace DurableSdk.Testing;

/// <summary>Copies a database file and its -wal while somebody writes to them, as no manual tells to: in either order, with commits between and within.</summary>
internal static class LiveCopy
{
    /// <param name="from">The file.</param>
    /// <param name="to">What is made.</param>
    /// <param name="choice">How large the pieces are, and where the copy waits.</param>
    /// <param name="nextCommit">Completes with the next commit.</param>
    public static async Task MakeAsync(string from, string to, Random choice, Func<Task> nextCommit)
    {
        var files = new[] { "", "-wal" };
        if (choice.Next(2) == 0)
            Array.Reverse(files);
        foreach (var suffix in files)
            await MakeOneAsync(from + suffix, to + suffix, choice, nextCommit);
    }

    private static async Task MakeOneAsync(string from, string to, Random choice, Func<Task> nextCommit)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        await using var copy = File.Create(to);
        var buffer = new byte[choice.Next(1, 16) * 4096];
        // What is written meanwhile makes it longer; a copy has an end.
        for (var left = source.Length; left > 0;)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)));
            if (read == 0)
                break;
            left -= read;
            await copy.WriteAsync(buffer.AsMemory(0, read));
            if (choice.Next(16) == 0)
                await nextCommit();
        }
    }
}
