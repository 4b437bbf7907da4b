namespace Gallery.Frame;

/// <summary>Plays a sample: once, or in two processes of which the first is killed; then prints the timeline.</summary>
internal static class Show
{
    /// <returns>The program's exit code.</returns>
    public static async Task<int> RunAsync(ISample sample, Options options)
    {
        if (!options.Dies && !options.Keeps)
            Console.WriteLine($"{sample.Name}: {sample.Summary}");
        if (options.Crashes)
        {
            Stage.Open(options);
            if (await DyingProcess.RunAsync(options) is not { IsKilled: true } death)
                return Problem($"{sample.Name} has no place where --crash kills it, or it ended before.");
            Console.WriteLine($"Process {death.Id} was killed. Its log is there, and this process goes on with it:");
            options = options with { Keeps = true };
        }

        try
        {
            var stage = Stage.Open(options);
            await sample.RunAsync(stage);
            await Timeline.PrintAsync(stage);
            return 0;
        }
        catch (Exception e) when (e is DurableException or IOException)
        {
            return Problem(e.Message);
        }
    }

    private static int Problem(string text)
    {
        Console.Error.WriteLine(text);
        return 1;
    }
}
