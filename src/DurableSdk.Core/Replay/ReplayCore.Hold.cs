namespace DurableSdk.Replay;

/// <summary>While a run is paused or blocked its log may grow, but nothing that the code asks for is begun.</summary>
internal sealed partial class ReplayCore
{
    private bool _isHeld;

    /// <summary>What the code still waits for is begun from now on.</summary>
    private void EndHold()
    {
        if (!_isHeld)
            return;
        _isHeld = false;
        foreach (var step in _compensable)
        {
            if (step is { IsDelivered: false, Handover: { BeginsAt: long.MaxValue } handover })
                handover.BeginsAt = LastSequence;
        }
    }
}
