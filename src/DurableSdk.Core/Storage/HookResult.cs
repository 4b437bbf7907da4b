namespace DurableSdk.Storage;

/// <summary>What came of a delivery to a hook. Of several reasons to refuse it, the first of this list is given.</summary>
public enum HookResult
{
    /// <summary>It lies in the inbox of the run.</summary>
    Accepted,

    /// <summary>A delivery with its id was accepted before; nothing was written.</summary>
    Repeated,

    /// <summary>No hook has the token.</summary>
    NotFound,

    /// <summary>The hook has had all the deliveries that it takes.</summary>
    AlreadyDelivered,

    /// <summary>The run's code has closed the hook.</summary>
    Closed,

    /// <summary>The hook's time is over.</summary>
    Expired,

    /// <summary>The run has finished.</summary>
    RunFinished,
}
