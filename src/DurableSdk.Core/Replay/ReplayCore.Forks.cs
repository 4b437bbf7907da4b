namespace DurableSdk.Replay;

/// <summary>What a fork has copied was recorded by its origin, under the origin's ids.</summary>
internal sealed partial class ReplayCore
{
    private bool _knowsItsIds;

    /// <summary>The code reads which run it is. A fork is another one than its origin, so what comes of the answer may differ from what is copied, with nothing changed in the code.</summary>
    public ReplayCore TellIds()
    {
        _knowsItsIds = true;
        return this;
    }

    private bool IsOfItsOrigin(long sequence) => _knowsItsIds && sequence <= _forkedAt;
}
