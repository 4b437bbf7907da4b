namespace Idiomatic.GreenhouseControl;

/// <summary>A disposable of the workflow's own, try/finally, and properties with logic.</summary>
public sealed class GreenhouseControlWorkflow
{
    private sealed class Window(List<string> log) : IDisposable
    {
        private double _opening;

        public double Opening
        {
            get => _opening;
            set
            {
                _opening = Math.Clamp(value, 0, 1);
                log.Add(value > _opening ? "limited" : "set");
            }
        }

        public void Dispose() => log.Add("closed");
    }

    [Workflow]
    public async Task<List<string>> RunAsync(int hours)
    {
        var log = new List<string>();
        using var window = new Window(log);
        try
        {
            for (var hour = 0; hour < hours; hour++)
            {
                var degrees = await MeasureAsync();
                window.Opening = (degrees - 20) / 10;
                await SetAsync(window.Opening);
                await Durable.Sleep(TimeSpan.FromHours(1));
            }
        }
        finally
        {
            await SetAsync(0);
        }

        return log;
    }

    [Step] private static Task<double> MeasureAsync() => Task.FromResult(20.5);

    [Step] private static Task SetAsync(double opening) => Task.CompletedTask;
}
