namespace DurableSdk.Peers.Measuring;

/// <summary>The same workflows, as a peer runs them. Each call starts a run and waits for its end.</summary>
public interface IWorkload
{
    /// <summary>Runs <see cref="Load.Steps"/> steps one after another.</summary>
    Task TenStepsAsync(string id);

    /// <summary>Runs <see cref="Load.Branches"/> steps at once.</summary>
    Task FanOutAsync(string id);

    /// <summary>Runs a step, sleeps, and runs another step.</summary>
    /// <returns>When each of the two ran.</returns>
    Task<Slept> SleepUntilAsync(string id, DateTimeOffset dueAt);
}
