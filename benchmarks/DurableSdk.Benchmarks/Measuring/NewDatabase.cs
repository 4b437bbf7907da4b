namespace DurableSdk.Benchmarks;

/// <summary>A reference's own file, for one part of a round.</summary>
internal static class NewDatabase
{
    /// <param name="setting">Where files go.</param>
    /// <param name="name">Of the file.</param>
    /// <param name="open">Makes the file.</param>
    /// <param name="rate">What is measured on it.</param>
    /// <returns>What was measured.</returns>
    public static double Rate<TDatabase>(Setting setting, string name, Func<string, TDatabase> open, Func<TDatabase, double> rate)
        where TDatabase : IDisposable
    {
        var file = setting.NewFile(name);
        double measured;
        using (var database = open(file))
            measured = rate(database);
        setting.Delete(file);
        return measured;
    }
}
