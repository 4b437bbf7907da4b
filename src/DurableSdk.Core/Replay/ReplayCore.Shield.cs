namespace DurableSdk.Replay;

/// <summary>Work that the run's cancellation doesn't reach.</summary>
internal sealed partial class ReplayCore
{
    private readonly AsyncLocal<bool> _isShielded = new();

    public async Task Shield(Func<Task> work)
    {
        // Flows into the work and not back to the caller.
        _isShielded.Value = true;
        await work();
    }

    public async Task<TResult> Shield<TResult>(Func<Task<TResult>> work)
    {
        _isShielded.Value = true;
        return await work();
    }
}
