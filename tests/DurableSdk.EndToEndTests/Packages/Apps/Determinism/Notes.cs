using DurableSdk;

public static class Notes
{
    [Step]
    public static async Task AddAsync(DateTime now, double number) => await Console.Out.WriteLineAsync($"{now:O} {number}");
}
