namespace DurableSdk.Storage;

/// <summary>
/// Takes runs in the moment of their creation, so that nobody has to claim them. Thread-safe; stores call it in the middle of their work, so it does
/// nothing that takes time.
/// </summary>
public interface IRunIntake
{
    /// <summary>
    /// Whether there is a place for a new run of the workflow, which is then claimed in the transaction that creates it. A place is kept until
    /// <see cref="Take"/> or <see cref="GiveBack"/>, one call for each.
    /// </summary>
    bool TryReserve(WorkflowKey workflow);

    /// <summary>The run is there, durable, claimed and <see cref="RunStatus.Running"/>. No claim tells of a message for it, or of its end, before this.</summary>
    void Take(ClaimedRun run);

    /// <summary>The place isn't needed: there is no such run.</summary>
    void GiveBack();
}
